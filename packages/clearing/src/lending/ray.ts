/** One, in the fixed point that indices of interest are kept in: 27 decimals, as in Aave's WadRayMath. */
export const RAY = 1_000_000_000_000_000_000_000_000_000n;

/** A year without leap days, in microseconds: Aave, MathUtils.sol (v3), SECONDS_PER_YEAR. */
export const YEAR_US = 31_536_000_000_000;

/** Decimals of a rate that count; a double holds a rate up to 9,000 a year with them. */
const RATE_DECIMALS = 1_000_000_000_000;
const RAY_PER_DECIMAL = RAY / BigInt(RATE_DECIMALS);

/** A rate a year (or another fraction of at least 0) in rays, to the nearest 10^−12. */
export function rateToRay(rate: number): bigint {
  return BigInt(Math.round(rate * RATE_DECIMALS)) * RAY_PER_DECIMAL;
}

/** A quotient of two numbers of at least 0, rounded down. */
export function divFloor(a: bigint, b: bigint): bigint {
  return a / b;
}

/** A quotient of two numbers of at least 0, rounded up. */
export function divCeil(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/**
 * What one owed grows by, in rays, at a rate a year over a span, rounded down: x + x²/2 + x³/6, the first terms of e^x − 1,
 * so that interest compounds however rarely it is reckoned. Aave's MathUtils.sol takes the same three terms.
 */
export function growthRay(ratePerYear: bigint, elapsedUs: number): bigint {
  const x = (ratePerYear * BigInt(elapsedUs)) / BigInt(YEAR_US);
  const square = (x * x) / RAY;
  return x + square / 2n + (square * x) / RAY / 6n;
}
