import { powerOfTwo } from './double-parts.ts';
import { doubleToFixed, fixedExp, fixedToDouble, leadingBits, lnOfNeighbours, trailingBits } from './fixed-point.ts';

/** Precision of the constants below, in bits after the point. */
const bits = 160;

const ln2 = lnOfNeighbours(2, 1, bits);

/** A 128th of ln 2: a leading part of 35 bits, so that up to 2^18 of them are exact, and the rest. */
export const stepHigh = leadingBits(ln2, bits, 35) / 128;
export const stepLow = trailingBits(ln2, bits, 35) / 128;
export const stepsPerUnit = 128 / (stepHigh * 128);

/** 2^(j/128) at 2·j, as the nearest double, and at 2·j + 1 the rest. */
export const rootsOfTwo = tableOfRoots();

/** Returns e^x within 1 ulp: Infinity from 709.7827128933841 on, 0 below −745.1332191019412. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/**
 * Returns e^(x + rest), where `rest` is below a step of x in size. The exponent is j/128 of ln 2 plus k times ln 2 plus
 * r, |r| < 2^−8.5; a table has 2^(j/128), and six terms of the series give e^r − 1, of which it takes a small part only.
 */
export function expOfSum(x: number, rest: number): number {
  if (!(x < 710)) return x > 0 ? Infinity : x;
  if (x < -746) return 0;
  const steps = Math.floor(x * stepsPerUnit + 0.5);
  const r = x - steps * stepHigh - steps * stepLow + rest;
  const j = 2 * (steps & 127);
  const root = rootsOfTwo[j];
  const rr = r * r;
  const growth = r + rr * (0.5 + r * (1 / 6) + rr * (1 / 24 + r * (1 / 120)));
  const significand = root + (rootsOfTwo[j + 1] + root * growth);
  const k = steps >> 7;
  if (k > 1023) return significand * 2 * powerOfTwo(k - 1);
  if (k < -1022) return significand * powerOfTwo(k + 100) * powerOfTwo(-100);
  return significand * powerOfTwo(k);
}

function tableOfRoots(): Float64Array {
  const table = new Float64Array(256);
  const ratio = fixedExp(ln2 >> 7n, bits);
  for (let j = 0, root = 1n << BigInt(bits); j < 128; j++, root = (root * ratio) >> BigInt(bits)) {
    table[2 * j] = fixedToDouble(root, bits);
    table[2 * j + 1] = fixedToDouble(root - doubleToFixed(table[2 * j], bits), bits);
  }
  return table;
}
