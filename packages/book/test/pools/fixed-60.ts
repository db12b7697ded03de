/** Sixty decimal places, in which the tests reckon what the curves reckon in whole units of their own. */
export const ONE_60 = BigInt(`1${'0'.repeat(60)}`);

/** A whole number as a fixed-point one. */
export function fixed(whole: number | bigint): bigint {
  return BigInt(whole) * ONE_60;
}

/** The product and the quotient of two fixed-point numbers, rounded toward zero. */
export function times(a: bigint, b: bigint): bigint {
  return (a * b) / ONE_60;
}

export function over(a: bigint, b: bigint): bigint {
  return (a * ONE_60) / b;
}

/** The square root of a fixed-point number, by halving. */
export function root(a: bigint): bigint {
  let low = 0n;
  let high = a > ONE_60 ? a : ONE_60;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= a * ONE_60) low = middle;
    else high = middle;
  }
  return low;
}

/** The argument between two bounds at which an increasing function passes zero, by halving. */
export function zeroOf(f: (x: bigint) => bigint, low: bigint, high: bigint): bigint {
  let below = low;
  let above = high;
  while (above - below > 1n) {
    const middle = (below + above) / 2n;
    if (f(middle) <= 0n) below = middle;
    else above = middle;
  }
  return below;
}

/** Whether a whole number is a fixed-point one rounded up (or down), give or take one. */
export function isNear(whole: number, exact: bigint): boolean {
  const difference = fixed(whole) - exact;
  return difference <= ONE_60 && difference >= -ONE_60;
}
