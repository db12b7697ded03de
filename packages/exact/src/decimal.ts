import { ExactError } from './exact-error.ts';
import { assertSafe } from './safe-integers.ts';

/** The powers of ten that a double holds exactly, 10^0 to 10^22. */
const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** A decimal number as `±digits × 10^exponent`, without zeros at either end of its digits; zero has no digits. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/**
 * Returns how many units of 10^−decimals a decimal number is: `toInteger('0.0125', 4)` is 125. A number is taken as its
 * shortest decimal text, so that 1e-4 is exactly a ten-thousandth. `decimals` is 0 to 22. Throws an `ExactError` when
 * the value is no decimal number, no whole number of units, or past the safe integers.
 */
export function toInteger(value: string | number, decimals: number): number {
  checkDecimals(decimals);
  const { negative, digits, exponent } = parse(value);
  if (digits === '') return 0;
  const zeros = exponent + decimals;
  if (zeros < 0) {
    throw new ExactError(
      `${value} is not a whole number of units of ${unitText(decimals)}; it has ${-exponent} decimals.`,
    );
  }
  // Sixteen digits reach past 2^53, so a longer number is refused before its zeros are written out.
  const units = digits.length + zeros > 16 ? Infinity : Number(digits + '0'.repeat(zeros));
  if (!Number.isSafeInteger(units)) {
    throw new ExactError(
      `${value} in units of ${unitText(decimals)} is past the safe integers, at most 2^53 − 1 in size.`,
    );
  }
  return negative ? -units : units;
}

/** Returns the double nearest to `units × 10^−decimals`; `units` is a safe integer and `decimals` is 0 to 22. */
export function toDecimal(units: number, decimals: number): number {
  checkDecimals(decimals);
  return assertSafe(units, 'A number of units') / powersOfTen[decimals];
}

/** Returns the fewest decimals with which a decimal number can be written: 4 for '0.0001' or 1e-4, 1 for '0.50', 0 for 1200. */
export function decimalPlaces(value: string | number): number {
  return Math.max(0, 0 - parse(value).exponent);
}

function parse(value: string | number): Decimal {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(String(value).trim());
  const whole = parts?.[2] ?? '';
  const fraction = parts?.[3] ?? '';
  if (parts === null || whole + fraction === '')
    throw new ExactError(`${JSON.stringify(String(value))} is not a decimal number.`);
  const digits = trimZeros(whole + fraction);
  if (digits === '') return { negative: false, digits, exponent: 0 };
  const trailing = whole.length + fraction.length - lastNonZero(whole + fraction) - 1;
  return { negative: parts[1] === '-', digits, exponent: Number(parts[4] ?? 0) - fraction.length + trailing };
}

function trimZeros(text: string): string {
  let start = 0;
  while (text[start] === '0') start++;
  return text.slice(start, lastNonZero(text) + 1);
}

function lastNonZero(text: string): number {
  let end = text.length - 1;
  while (end >= 0 && text[end] === '0') end--;
  return end;
}

function unitText(decimals: number): string {
  return decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
}

function checkDecimals(decimals: number): void {
  if (!(Number.isInteger(decimals) && decimals >= 0 && decimals < powersOfTen.length)) {
    throw new ExactError(`${decimals} is not a number of decimals; expected a whole number from 0 to 22.`);
  }
}
