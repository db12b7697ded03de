/**
 * A real number as a big integer, counted in units of 2^−bits. Constants and tables of the elementary functions are
 * worked out in it when they are first needed, so that no digit of them has to be taken on trust.
 */
export type Fixed = bigint;

/** Returns ln of the ratio `numerator ÷ denominator` of two neighbouring natural numbers, as 2·artanh of 1 ÷ their sum. */
export function lnOfNeighbours(numerator: number, denominator: number, bits: number): Fixed {
  const sum = BigInt(numerator + denominator);
  const value = 2n * oddPowers(sum, 1n, bits);
  return numerator > denominator ? value : -value;
}

/** Returns π by Machin's formula of 1706: 16·arctan(1/5) − 4·arctan(1/239). */
export function fixedPi(bits: number): Fixed {
  const guard = bits + 16;
  return (16n * oddPowers(5n, -1n, guard) - 4n * oddPowers(239n, -1n, guard)) >> 16n;
}

/** Returns e^x for |x| < 1 by its Taylor series. */
export function fixedExp(x: Fixed, bits: number): Fixed {
  let sum = 0n;
  let term = 1n << BigInt(bits);
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = ((term * x) >> BigInt(bits)) / n;
  }
  return sum;
}

/** Returns the multiple of 2^−keep next below a number, which is exact as a double when it has at most 53 bits. */
export function leadingBits(x: Fixed, bits: number, keep: number): number {
  return fixedToDouble((x >> BigInt(bits - keep)) << BigInt(bits - keep), bits);
}

/** Returns the double nearest to what `leadingBits` leaves of a number. */
export function trailingBits(x: Fixed, bits: number, keep: number): number {
  return fixedToDouble(x & ((1n << BigInt(bits - keep)) - 1n), bits);
}

/** Returns the double nearest to a number whose leading bit is worth at least 2^−900. */
export function fixedToDouble(x: Fixed, bits: number): number {
  // Each half of the division is by a power of two and stays among the normal numbers, so that only Number() rounds.
  const half = bits >> 1;
  return Number(x) / Number(1n << BigInt(half)) / Number(1n << BigInt(bits - half));
}

/** Returns a double exactly, if its lowest bit is worth at least 2^−bits and `bits` is at most 1000. */
export function doubleToFixed(x: number, bits: number): Fixed {
  return BigInt(x * Number(1n << BigInt(bits)));
}

/** The sum over odd k of sign^((k−1)/2) ÷ (k·n^k): artanh(1/n) for the sign 1, arctan(1/n) for −1. */
function oddPowers(n: bigint, sign: bigint, bits: number): Fixed {
  let power = (1n << BigInt(bits)) / n;
  let sum = power;
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = (sign * power) / (n * n);
    sum += power / k;
  }
  return sum;
}
