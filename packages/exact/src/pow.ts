import { productError } from './double-parts.ts';
import { expOfSum } from './exp.ts';
import { lnHigh, lnRest } from './ln.ts';

/** Beyond this every power of a number other than ±1 has left the doubles, since |ln x| ≥ 2^−53 there. */
const largestExponent = 18446744073709551616;

/** Below this every power of a finite number other than 0 rounds to 1, since |ln x| < 2^10. */
const smallestExponent = 2.710505431213761e-20;

/**
 * Returns x^y within 1 ulp, with the special values of ECMAScript: 1 for y = 0 whatever x is, NaN for (±1)^±Infinity and
 * for a negative finite x with a y that is not whole; a negative x, −0 too, gives its sign to an odd y.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x > 0 && x < Infinity && y - y === 0) return positivePower(x, y);
  if (x !== x || y !== y) return NaN;
  const size = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const odd = Math.abs(y % 2) === 1;
  if (size === 0 || size === Infinity) {
    const limit = (size === 0) === y > 0 ? 0 : Infinity;
    return odd && (x < 0 || 1 / x < 0) ? -limit : limit;
  }
  if (Math.floor(y) !== y) return NaN;
  return odd ? -positivePower(size, y) : positivePower(size, y);
}

function positivePower(x: number, y: number): number {
  const size = Math.abs(y);
  if (x === 1 || size < smallestExponent) return 1;
  if (size > largestExponent) return x > 1 === y > 0 ? Infinity : 0;
  const high = lnHigh(x);
  const product = y * high;
  return expOfSum(product, productError(y, high, product) + y * lnRest[0]);
}
