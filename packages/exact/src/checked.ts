import { ExactError } from './exact-error.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** Returns a number if it is a safe integer; throws an ExactError that says what it was meant to be otherwise. */
export function assertSafe(n: number, what: string): number {
  if (Number.isSafeInteger(n)) return n;
  throw new ExactError(`${what} is a whole number within ±(2^53 − 1), not ${n}`);
}

/** a + b of two safe integers; throws an ExactError when the sum is none. */
export function addExact(a: number, b: number): number {
  const sum = a + b;
  if (sum >= -MAX && sum <= MAX && Number.isInteger(sum)) return sum;
  throw new ExactError(`${a} + ${b} leaves the safe integers`);
}

/** a × b of two safe integers, never −0; throws an ExactError when the product is none. */
export function mulExact(a: number, b: number): number {
  const product = a * b;
  if (product >= -MAX && product <= MAX && Number.isInteger(product)) return product + 0;
  throw new ExactError(`${a} × ${b} leaves the safe integers`);
}
