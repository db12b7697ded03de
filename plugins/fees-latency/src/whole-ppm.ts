const MILLION = 1_000_000;

/** Says whether a fraction is a whole number of parts per million, but for the rounding of its decimals. */
export function isWholePpm(fraction: number): boolean {
  return Math.abs(fraction * MILLION - Math.round(fraction * MILLION)) <= 1e-6;
}
