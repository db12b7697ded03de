import { ExactError } from './exact-error.ts';

// Bound once: looking a global up costs far more than the question where globals are intercepted, as in tests.
const { isSafeInteger } = Number;

/** Returns `n` when it is a safe integer (|n| ≤ 2^53 − 1; −0 becomes 0); throws an `ExactError` that names it as `what` otherwise. */
export function assertSafe(n: number, what: string): number {
  if (!isSafeInteger(n)) throw new ExactError(`${what} is ${n}; expected a safe integer, at most 2^53 − 1 in size.`);
  return n + 0;
}

/** Returns `a + b` of two safe integers; throws an `ExactError` when an argument or the sum is not a safe integer. */
export function addExact(a: number, b: number): number {
  const sum = a + b;
  if (!(isSafeInteger(a) && isSafeInteger(b) && isSafeInteger(sum))) refuse(a, '+', b);
  return sum + 0;
}

/** Returns `a × b` of two safe integers; throws an `ExactError` when an argument or the product is not a safe integer. */
export function mulExact(a: number, b: number): number {
  const product = a * b;
  if (!(isSafeInteger(a) && isSafeInteger(b) && isSafeInteger(product))) refuse(a, '×', b);
  return product + 0;
}

function refuse(a: number, sign: string, b: number): never {
  throw new ExactError(`${a} ${sign} ${b} is not a sum or product within the safe integers, at most 2^53 − 1 in size.`);
}
