const MILLION = 1_000_000;

/** Says whether a fraction is a whole number of parts per million, but for the rounding of its decimals. */
export function isWholePpm(fraction: number): boolean {
  return Math.abs(fraction * MILLION - Math.round(fraction * MILLION)) <= 1e-6;
}

/** Turns a fraction into parts per million; throws a RangeError when it is not a whole number of them. */
export function wholePpm(fraction: number, what: string): number {
  if (!isWholePpm(fraction)) {
    throw new RangeError(`${what} is a whole number of parts per million (0.01 bp), not ${fraction}`);
  }
  return Math.round(fraction * MILLION) + 0;
}
