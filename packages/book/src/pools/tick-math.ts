import { ln } from '@ebb/exact';
import { divUp, floorRoot } from './big-rounding.ts';

/** One, in the fixed point in which square roots of prices are kept: 2^96. */
export const Q96 = 1n << 96n;

/** The outermost ticks: prices from 2^-128 to 2^128 (Adams et al., "Uniswap v3 Core", March 2021, 6.1). */
export const MAX_TICK = 887_272;

const BITS = 192n;
const ONE = 1n << BITS;
/** √1.0001 to the powers 1, 2, 4, …, 2^19 in units of 2^-192. */
const powers = Array.from({ length: 20 }).reduce<bigint[]>((all) => {
  const last = all[all.length - 1];
  return [...all, last === undefined ? floorRoot((10_001n << (2n * BITS)) / 10_000n) : (last * last) >> BITS];
}, []);

/** ln √1.0001. */
const STEP = ln(1.0001) / 2;

const ratios = new Map<number, bigint>();

/** The square root of the price at a tick, √(1.0001^tick) in units of 2^-96, rounded up (Uniswap v3 Core, 6.1). */
export function sqrtRatioAt(tick: number): bigint {
  let ratio = ratios.get(tick);
  if (ratio === undefined) {
    let power = ONE;
    for (let bit = 0, rest = Math.abs(tick); rest > 0; bit++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) power = (power * powers[bit]) >> BITS;
    }
    ratio = tick < 0 ? divUp(ONE * Q96, power) : divUp(power * Q96, ONE);
    ratios.set(tick, ratio);
  }
  return ratio;
}

/** The greatest tick whose price is not above that of a square root in units of 2^-96. */
export function tickAt(sqrtPrice: bigint): number {
  const guess = Math.floor(ln(Number(sqrtPrice) / Number(Q96)) / STEP);
  let tick = Math.max(-MAX_TICK, Math.min(MAX_TICK, guess));
  while (tick < MAX_TICK && sqrtRatioAt(tick + 1) <= sqrtPrice) tick++;
  while (tick > -MAX_TICK && sqrtRatioAt(tick) > sqrtPrice) tick--;
  return tick;
}

/** The square root of a price above 0 in units of 2^-96, rounded down, within the outermost ticks. */
export function sqrtOf(price: number): bigint {
  const root = Math.sqrt(price) * Number(Q96);
  const highest = sqrtRatioAt(MAX_TICK);
  if (!(root < Number(highest))) return highest;
  const whole = BigInt(Math.floor(root));
  const lowest = sqrtRatioAt(-MAX_TICK);
  return whole < lowest ? lowest : whole;
}

/** The price of a square root in units of 2^-96, as a double. */
export function priceOfRoot(sqrtPrice: bigint): number {
  const root = Number(sqrtPrice) / Number(Q96);
  return root * root;
}
