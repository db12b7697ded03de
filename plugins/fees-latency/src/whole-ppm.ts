/** Turns a fraction into parts per million; throws a RangeError when it is not a whole number of them. */
export function wholePpm(fraction: number, what: string): number {
  const ppm = Math.round(fraction * 1_000_000);
  if (Math.abs(fraction * 1_000_000 - ppm) > 1e-6) {
    throw new RangeError(`${what} is a whole number of parts per million (0.01 bp), not ${fraction}`);
  }
  return ppm + 0;
}
