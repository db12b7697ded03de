/** π/4, up to which the series below are used as they are. */
export const quarterPi = 0.7853981633974483;

/** Returns sin(r + rest) for |r| ≤ π/4 and a rest below its last bit, by nine terms of Taylor's series. */
export function sinOfSmall(r: number, rest: number): number {
  const rr = r * r;
  const rrrr = rr * rr;
  const low = 1 / 120 - rr * (1 / 5040) + rrrr * (1 / 362880 - rr * (1 / 39916800));
  const high = 1 / 6227020800 - rr * (1 / 1307674368000) + rrrr * (1 / 355687428096000);
  // The largest term joins last, so that it is rounded once.
  const series = rr * (low + rrrr * rrrr * high) - 1 / 6;
  return r + (r * rr * series + rest * (1 - 0.5 * rr));
}

/**
 * Returns cos(r + rest) for |r| ≤ π/4 and a rest below its last bit, by nine terms of Taylor's series; half the square
 * of the leading 24 bits of r is exact, and what its difference from 1 loses is put back.
 */
export function cosOfSmall(r: number, rest: number): number {
  const leading = Math.fround(r);
  const half = 0.5 * leading * leading;
  const rr = r * r;
  const rrrr = rr * rr;
  const low = 1 / 24 + rr * (-1 / 720) + rrrr * (1 / 40320 + rr * (-1 / 3628800));
  const high = 1 / 479001600 + rr * (-1 / 87178291200) + rrrr * (1 / 20922789888000);
  const most = 1 - half;
  const halfRest = 0.5 * (r - leading) * (r + leading) + r * rest;
  return most + (1 - most - half - halfRest + rrrr * (low + rrrr * rrrr * high));
}
