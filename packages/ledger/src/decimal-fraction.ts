/** A positive decimal number as the exact fraction `numerator / 10^decimals`, reduced so that `decimals` is the least. */
export interface DecimalFraction {
  readonly numerator: bigint;
  readonly decimals: number;
}

/**
 * Reads a number as the shortest decimal that prints as it, so that 0.1 is one tenth and not the double nearest to it.
 * Throws a RangeError, beginning with `what`, unless the number is positive and finite.
 */
export function decimalFraction(value: number, what: string): DecimalFraction {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} is a positive number, not ${value}`);
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const decimals = fraction.length - Number(exponent);
  const numerator = BigInt(whole + fraction);
  return decimals >= 0 ? { numerator, decimals } : { numerator: numerator * powerOfTen(-decimals), decimals: 0 };
}

/** Ten to a whole power of 0 or more. */
export function powerOfTen(exponent: number): bigint {
  return BigInt('1'.padEnd(exponent + 1, '0'));
}
