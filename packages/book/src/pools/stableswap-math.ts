import { divUp } from './big-rounding.ts';

/** Parts of one in which the amplification is counted, as in Curve's contracts since 2020 (`A_PRECISION`). */
export const AMP_PARTS = 100n;

/** Rounds of Newton's iteration in which Curve's contracts reach the answer or give up. */
const MOST_ROUNDS = 255;

/**
 * Whether two reserves, counted alike, are worth an invariant d or more. Egorov, "StableSwap" (November 2019), for two coins:
 * A·4·(x + y) + d = A·4·d + d³ ÷ (4·x·y), multiplied out so that nothing is rounded; `ann` is 4·A in `AMP_PARTS`.
 */
export function isWorth(x: bigint, y: bigint, d: bigint, ann: bigint): boolean {
  return 4n * x * y * (ann * (x + y - d) + AMP_PARTS * d) >= AMP_PARTS * d * d * d;
}

/** The greatest whole invariant that two reserves above 0 are worth: Newton's iteration as in the contract's `get_D`, then to the last unit. */
export function invariantOf(x: bigint, y: bigint, ann: bigint): bigint {
  const sum = x + y;
  let d = sum;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = d;
    const product = (d * d * d) / (4n * x * y);
    d = (((ann * sum) / AMP_PARTS + 2n * product) * d) / (((ann - AMP_PARTS) * d) / AMP_PARTS + 3n * product);
    if (d - before <= 1n && before - d <= 1n) break;
  }
  while (!isWorth(x, y, d, ann)) d--;
  while (isWorth(x, y, d + 1n, ann)) d++;
  return d;
}

/** The least reserve that with another is worth an invariant: Newton's iteration as in the contract's `get_y`, then to the last unit. */
export function reserveFor(other: bigint, d: bigint, ann: bigint): bigint {
  const c = divUp(d * d * d * AMP_PARTS, 4n * other * ann);
  const b = other + (d * AMP_PARTS) / ann - d;
  let y = d;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = y;
    y = (y * y + c) / (2n * y + b);
    if (y - before <= 1n && before - y <= 1n) break;
  }
  if (y < 1n) y = 1n;
  while (!isWorth(other, y, d, ann)) y++;
  while (y > 1n && isWorth(other, y - 1n, d, ann)) y--;
  return y;
}

/** The reserve y of an invariant d where the other is x, and the price −dy/dx there; in any unit, as doubles. `ann` is 4·A. */
export function priceAt(x: number, d: number, ann: number): number {
  const c = (d * d * d) / (4 * x * ann);
  const b = x + d / ann - d;
  const root = Math.sqrt(b * b + 4 * c);
  const y = b > 0 ? (2 * c) / (b + root) : (root - b) / 2;
  return slope(x, y, d, ann);
}

/** The price −dy/dx at two reserves: the ratio of the invariant's derivatives by x and by y. */
export function slope(x: number, y: number, d: number, ann: number): number {
  const product = (d * d * d) / (4 * x * y);
  return (ann + product / x) / (ann + product / y);
}
