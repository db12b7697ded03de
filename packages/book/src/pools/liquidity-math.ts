import { divUp } from './big-rounding.ts';
import { Q96 } from './tick-math.ts';

/** Base atoms between two square roots of prices, low first: L · (1/√a − 1/√b) (Uniswap v3 Core, 6.16), rounded down. */
export function baseBetween(low: bigint, high: bigint, liquidity: bigint): bigint {
  return (liquidity * Q96 * (high - low)) / (high * low);
}

/** The same, rounded up. */
export function baseBetweenUp(low: bigint, high: bigint, liquidity: bigint): bigint {
  return divUp(liquidity * Q96 * (high - low), high * low);
}

/** Quote atoms between two square roots of prices: L · (√b − √a) (Uniswap v3 Core, 6.14), rounded down. */
export function quoteBetween(low: bigint, high: bigint, liquidity: bigint): bigint {
  return (liquidity * (high - low)) / Q96;
}

/** The same, rounded up. */
export function quoteBetweenUp(low: bigint, high: bigint, liquidity: bigint): bigint {
  return divUp(liquidity * (high - low), Q96);
}

/** The liquidity that base atoms make between two square roots of prices, rounded down. */
export function liquidityOfBase(low: bigint, high: bigint, base: bigint): bigint {
  return (base * low * high) / (Q96 * (high - low));
}

/** The liquidity that quote atoms make between two square roots of prices, rounded down. */
export function liquidityOfQuote(low: bigint, high: bigint, quote: bigint): bigint {
  return (quote * Q96) / (high - low);
}

/** The square root of the price once base atoms have come (or, negative, gone): L·√P ÷ (L + Δx·√P) (6.15), rounded up. */
export function rootAfterBase(root: bigint, liquidity: bigint, base: bigint): bigint {
  const scaled = liquidity * Q96;
  return divUp(scaled * root, scaled + base * root);
}
