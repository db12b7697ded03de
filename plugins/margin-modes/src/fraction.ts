export const MILLION = 1_000_000;

/** A fraction of whole numbers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** A fraction with its common factors taken out, so that products with it stay small. */
export function lowestTerms(numerator: number, denominator: number): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
