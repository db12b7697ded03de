import { sumError } from './double-parts.ts';
import { doubleToFixed, fixedPi, fixedToDouble, leadingBits, type Fixed } from './fixed-point.ts';

/** Precision of the constants below and of an angle reduced by big integers, in bits after the point. */
const bits = 192;

/** Bits of 2/π after the point, enough for the largest double: 1024 before it and `bits` after, and some to spare. */
const inverseBits = 1280;

const halfPi = fixedPi(bits) >> 1n;

/** π/2 in three parts of at most 33 bits and the rest: a whole number below 2^20 times each of the three is exact. */
const first = leadingBits(halfPi, bits, 32);
const second = leadingBits(halfPi - doubleToFixed(first, bits), bits, 65);
const third = leadingBits(halfPi - doubleToFixed(first, bits) - doubleToFixed(second, bits), bits, 98);
const fourth = fixedToDouble(
  halfPi - doubleToFixed(first, bits) - doubleToFixed(second, bits) - doubleToFixed(third, bits),
  bits,
);
const perRadian = 1 / (first + second);

/** Up to here the parts of π/2 reduce an angle: 2^19 quarter turns. */
const largestByParts = 823549;

let twoOverPi: Fixed | undefined;

/** The angle that `quarterTurns` left over last, in radians: its nearest double, and the rest. */
export const angle = new Float64Array(2);

/**
 * Takes whole quarter turns off a finite x and returns their number modulo 4; what is left, −π/4 to π/4 but for a
 * rounding, is put into `angle`, within 2^−70 of its size. Every double is reduced by its exact value.
 */
export function quarterTurns(x: number): number {
  if (x > largestByParts || x < -largestByParts) return quarterTurnsOfLarge(x);
  const turns = Math.floor(x * perRadian + 0.5);
  const afterFirst = x - turns * first;
  const afterSecond = afterFirst - turns * second;
  const afterThird = afterSecond - turns * third;
  const rest =
    sumError(afterFirst, -turns * second, afterSecond) +
    sumError(afterSecond, -turns * third, afterThird) -
    turns * fourth;
  const left = afterThird + rest;
  angle[0] = left;
  angle[1] = rest - (left - afterThird);
  return turns & 3;
}

/** Multiplies by 2/π in full, as Payne and Hanek proposed (SIGNUM Newsletter 18, 1983), here in big integers. */
function quarterTurnsOfLarge(x: number): number {
  twoOverPi ??= (2n << BigInt(2 * inverseBits)) / fixedPi(inverseBits);
  // A double of this size has at most 33 bits after the point, and none once it is past the safe integers.
  const fraction = Number.isSafeInteger(x) || Math.abs(x) > Number.MAX_SAFE_INTEGER ? 0 : 33;
  const turns = (doubleToFixed(x, fraction) * twoOverPi) >> BigInt(fraction + inverseBits - bits);
  const whole = (turns + (1n << BigInt(bits - 1))) >> BigInt(bits);
  const left = ((turns - (whole << BigInt(bits))) * halfPi) >> BigInt(bits);
  angle[0] = fixedToDouble(left, bits);
  angle[1] = fixedToDouble(left - doubleToFixed(angle[0], bits), bits);
  return Number(whole & 3n);
}
