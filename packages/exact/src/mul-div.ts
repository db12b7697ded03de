import { ExactError } from './exact-error.ts';

// Bound once: looking a global up costs far more than the question where globals are intercepted, as in tests.
const { isSafeInteger } = Number;

/** Which whole number stands for a quotient: the one below, the one above, the one nearer to zero, or the nearest (ties to even). */
export type Rounding = 'floor' | 'ceil' | 'trunc' | 'nearest';

/**
 * Returns `a × b ÷ c`, rounded once, as if computed without limit of size; all three are signed safe integers.
 * Throws an `ExactError` when an argument is not a safe integer, when `c` is 0, or when the result is not a safe integer.
 */
export function mulDiv(a: number, b: number, c: number, rounding: Rounding): number {
  if (!(isSafeInteger(a) && isSafeInteger(b) && isSafeInteger(c)) || c === 0) refuse(a, b, c);
  const product = a * b;
  // A product that shows less than 2^53 is exact, since rounding cannot carry a larger one below 2^53.
  if (!isSafeInteger(product)) return mulDivLarge(a, b, c, rounding);
  // Of two safe integers, the rounded quotient lies between the same whole numbers as the true one: a quotient that is
  // not whole is at least 1/|c| away from the next whole n, and |n|·|c| ≤ 2^53, so that is more than half a step of doubles.
  const quotient = product / c;
  if (rounding === 'floor') return Math.floor(quotient) + 0;
  if (rounding === 'ceil') return Math.ceil(quotient) + 0;
  const whole = Math.trunc(quotient);
  if (rounding === 'trunc') return whole + 0;
  const twiceRest = 2 * Math.abs(product - whole * c);
  const divisor = Math.abs(c);
  if (twiceRest < divisor || (twiceRest === divisor && whole % 2 === 0)) return whole + 0;
  return quotient < 0 ? whole - 1 : whole + 1;
}

function mulDivLarge(a: number, b: number, c: number, rounding: Rounding): number {
  const negative = (a < 0 !== b < 0) !== c < 0;
  const product = BigInt(Math.abs(a)) * BigInt(Math.abs(b));
  const divisor = BigInt(Math.abs(c));
  const whole = product / divisor;
  const rest = product - whole * divisor;
  const size = Number(awayFromZero(whole, rest, divisor, negative, rounding) ? whole + 1n : whole);
  if (!isSafeInteger(size)) {
    throw new ExactError(`${a} × ${b} ÷ ${c} is past the safe integers, at most 2^53 − 1 in size.`);
  }
  return negative ? 0 - size : size;
}

/** Says whether a quotient `whole + rest/divisor`, taken without its sign, is rounded up in size. */
function awayFromZero(whole: bigint, rest: bigint, divisor: bigint, negative: boolean, rounding: Rounding): boolean {
  if (rest === 0n || rounding === 'trunc') return false;
  if (rounding === 'floor') return negative;
  if (rounding === 'ceil') return !negative;
  const twice = 2n * rest;
  return twice > divisor || (twice === divisor && whole % 2n === 1n);
}

function refuse(a: number, b: number, c: number): never {
  if (c === 0) throw new ExactError(`${a} × ${b} ÷ 0 has no value.`);
  throw new ExactError(`${a} × ${b} ÷ ${c} needs three safe integers, at most 2^53 − 1 in size.`);
}
