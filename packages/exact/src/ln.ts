import { powerOfTwo, upperHalf } from './double-parts.ts';
import { leadingBits, lnOfNeighbours, trailingBits, type Fixed } from './fixed-point.ts';

/** Precision of the table below, in bits after the point. */
const bits = 160;

/** Leading parts are multiples of 2^−42: with a whole number of ln 2, |k| ≤ 1074, they add up without rounding. */
const leading = 42;

/** Cells of the table: the argument, brought to √½ … √2, is within half a step of cell/128. */
const firstCell = 90;
const lastCell = 182;

const ln2 = lnOfNeighbours(2, 1, bits);
const ln2High = leadingBits(ln2, bits, leading);
const ln2Low = trailingBits(ln2, bits, leading);

/** Per cell: a reciprocal of 10 bits, then minus its logarithm, as a leading part and the rest. */
const cells = tableOfCells();

/** Upper half of √½, where the reduced argument starts. */
const upperOfStart = 0x3fe6a09e;

/** The rest of the logarithm that `lnHigh` computed last, at most half its last bit. */
export const lnRest = new Float64Array(1);

/**
 * Returns the natural logarithm of x within 1 ulp: NaN for x < 0 and NaN, −Infinity for ±0, Infinity for Infinity.
 */
export function ln(x: number): number {
  if (x > 0 && x < Infinity) return lnHigh(x);
  if (x === 0) return -Infinity;
  return x > 0 ? x : NaN;
}

/**
 * Returns ln x rounded, for 0 < x < Infinity, and leaves the rest in `lnRest`; the two together are within 2^−67 of the
 * true value, relatively.
 *
 * With x = 2^k·z and c a short reciprocal of z, ln x = k·ln 2 − ln c + ln(1 + r) where r = z·c − 1 is known exactly as
 * the sum of two doubles; |r| < 2^−7, so ten terms of the series suffice, of which the first two are taken in full.
 */
export function lnHigh(x: number): number {
  let k = 0;
  let normal = x;
  if (x < 2.2250738585072014e-308) {
    normal = x * 18014398509481984;
    k = -54;
  }
  const shift = (upperHalf(normal) - upperOfStart) >> 20;
  k += shift;
  const z = normal * powerOfTwo(-shift);
  const cell = (z * 128 + 0.5) | 0;
  const c = cells[3 * cell];
  // 24 bits times 10 bits, and 29 times 10: both products are exact, and so is the difference from 1.
  const zHigh = Math.fround(z);
  const rHigh = zHigh * c - 1;
  const rLow = (z - zHigh) * c;
  const r = rHigh + rLow;
  const known = k * ln2High + cells[3 * cell + 1] + rHigh;
  const first = known + rLow;
  const square = -0.5 * rHigh * rHigh;
  const second = first + square;
  const rounded = known - first + rLow + (first - second + square);
  const rr = r * r;
  const rrrr = rr * rr;
  const series =
    1 / 3 - r * (1 / 4) + rr * (1 / 5 - r * (1 / 6)) + rrrr * (1 / 7 - r * (1 / 8) + rr * (1 / 9 - r * (1 / 10)));
  const small = rounded + (k * ln2Low + cells[3 * cell + 2] - rLow * (rHigh + 0.5 * rLow) + r * rr * series);
  const high = second + small;
  lnRest[0] = small - (high - second);
  return high;
}

/** Works the table out from chains of ln((n ± 1)/n) that start at ln(512/512) = 0. */
function tableOfCells(): Float64Array {
  const logarithms = new Map<number, Fixed>([[512, 0n]]);
  for (let n = 513, value = 0n; n < 730; n++) logarithms.set(n, (value += lnOfNeighbours(n, n - 1, bits)));
  for (let n = 511, value = 0n; n > 350; n--) logarithms.set(n, (value += lnOfNeighbours(n, n + 1, bits)));
  const table = new Float64Array(3 * (lastCell + 1));
  for (let cell = firstCell; cell <= lastCell; cell++) {
    const reciprocal = Math.round((512 * 128) / cell);
    const minusLn = -(logarithms.get(reciprocal) ?? 0n);
    table[3 * cell] = reciprocal / 512;
    table[3 * cell + 1] = leadingBits(minusLn, bits, leading);
    table[3 * cell + 2] = trailingBits(minusLn, bits, leading);
  }
  return table;
}
