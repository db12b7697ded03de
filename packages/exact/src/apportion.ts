import { ExactError } from './exact-error.ts';
import { mulDiv } from './mul-div.ts';

/**
 * Divides a whole amount in proportion to weights, in whole parts, none above its cap: one part for each weight.
 *
 * Parts sum to `total`, or to the caps of all that have a weight where those are less; a weight of 0 gets nothing. Who would
 * get more than the cap gets just the cap, and the rest is divided anew among the others. What rounding down leaves goes,
 * one each, to the largest remainders (Hamilton's method), equals by position. Throws an `ExactError` when an argument is
 * not a safe integer of at least 0, when there are not as many caps as weights, or when the weights sum past 2^53 − 1.
 */
export function apportion(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  check(total, weights, caps);
  const parts = weights.map(() => 0);
  let open = weights.map((_, index) => index).filter((index) => weights[index] > 0 && caps[index] > 0);
  let left = total;
  while (open.length > 0 && left > 0) {
    const whole = sumOf(open.map((index) => weights[index]));
    const amount = left;
    const full = new Set(open.filter((index) => mulDiv(amount, weights[index], whole, 'floor') >= caps[index]));
    if (full.size === 0) {
      divide(amount, whole, open, weights, parts);
      break;
    }
    for (const index of full) {
      parts[index] = caps[index];
      left -= caps[index];
    }
    open = open.filter((index) => !full.has(index));
  }
  return parts;
}

/** Divides by largest remainders where nobody reaches a cap: then nobody's part, rounded up, is above it. */
function divide(
  total: number,
  whole: number,
  open: readonly number[],
  weights: readonly number[],
  parts: number[],
): void {
  let left = total;
  const remainders: { readonly index: number; readonly remainder: number }[] = [];
  for (const index of open) {
    const weight = weights[index];
    const part = mulDiv(total, weight, whole, 'floor');
    parts[index] = part;
    left -= part;
    remainders.push({ index, remainder: remainderOf(total, weight, whole, part) });
  }
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of remainders.slice(0, left)) parts[index]++;
}

/** a × b − whole × part, exact: at least 0 and below `whole`. */
function remainderOf(a: number, b: number, whole: number, part: number): number {
  return Number.isSafeInteger(a * b)
    ? a * b - whole * part
    : Number(BigInt(a) * BigInt(b) - BigInt(whole) * BigInt(part));
}

function sumOf(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}

function check(total: number, weights: readonly number[], caps: readonly number[]): void {
  if (weights.length !== caps.length) {
    throw new ExactError(`${weights.length} weights need as many caps, not ${caps.length}.`);
  }
  const wrong = [total, ...weights, ...caps].find((each) => !(Number.isSafeInteger(each) && each >= 0));
  if (wrong !== undefined)
    throw new ExactError(`an amount to divide, a weight or a cap is a whole number from 0 on, not ${wrong}.`);
  if (!Number.isSafeInteger(sumOf(weights)))
    throw new ExactError('the weights sum past the safe integers, at most 2^53 − 1.');
}
