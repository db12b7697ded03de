import { exp, ln, pow } from '@ebb/exact';
import { normalQuantile } from './normal-quantile.ts';

/** Half of the step between two values of a uniform draw: what stands for 0 where 0 itself has no image. */
const HALF_STEP = 1 / 18_014_398_509_481_984;

/** The shape of a lognormal variable: its median, above 0, and the standard deviation of its logarithm. */
export interface LognormalShape {
  readonly median: number;
  readonly sigma: number;
}

/** The shape of a Pareto variable: its least value, above 0, and its tail index, above 0. */
export interface ParetoShape {
  readonly min: number;
  readonly alpha: number;
}

/** A standard normal value from a uniform draw in [0, 1), by inversion: a greater draw gives a greater value. */
export function toNormal(u: number): number {
  return normalQuantile(u === 0 ? HALF_STEP : u);
}

/** A lognormal value from a uniform draw in [0, 1), by inversion. */
export function toLognormal(u: number, { median, sigma }: LognormalShape): number {
  if (!(median > 0) || !(sigma >= 0)) throw new RangeError(`No lognormal has median ${median} and sigma ${sigma}.`);
  return median * exp(sigma * toNormal(u));
}

/** An exponential value of a mean, not below 0, from a uniform draw in [0, 1), by inversion. */
export function toExponential(u: number, mean: number): number {
  if (!(mean >= 0)) throw new RangeError(`No exponential has the mean ${mean}.`);
  return 0 - mean * ln(1 - u);
}

/** A Pareto value from a uniform draw in [0, 1), by inversion. */
export function toPareto(u: number, { min, alpha }: ParetoShape): number {
  if (!(min > 0) || !(alpha > 0)) throw new RangeError(`No Pareto has least value ${min} and tail index ${alpha}.`);
  return min * pow(1 - u, -1 / alpha);
}

/** Whether an event of probability p happens, given a uniform draw in [0, 1). */
export function toBernoulli(u: number, p: number): boolean {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0 to 1; ${p} does not.`);
  return u < p;
}

/** A value between two bounds, the upper one excluded, from a uniform draw in [0, 1). */
export function toUniformIn(u: number, low: number, high: number): number {
  if (!(low <= high)) throw new RangeError(`No value lies between ${low} and ${high}.`);
  const value = low + u * (high - low);
  return value < high ? value : low;
}

/** One of some items, from a uniform draw in [0, 1); with weights, in proportion to them. */
export function toChoice<T>(u: number, items: readonly T[], weights?: readonly number[]): T {
  if (items.length === 0) throw new RangeError('There is nothing to choose from.');
  if (weights === undefined) return items[Math.floor(u * items.length)];
  if (weights.length !== items.length) {
    throw new RangeError(`${items.length} items cannot have ${weights.length} weights.`);
  }
  let total = 0;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity)) throw new RangeError(`A weight cannot be ${weights[i]}.`);
    if (weights[i] > 0) last = i;
    total += weights[i];
  }
  if (last < 0) throw new RangeError('At least one weight is above 0.');
  let rest = u * total;
  for (let i = 0; i < last; i++) {
    rest -= weights[i];
    if (rest < 0) return items[i];
  }
  return items[last];
}
