import {
  type LognormalShape,
  type ParetoShape,
  toBernoulli,
  toChoice,
  toExponential,
  toLognormal,
  toNormal,
  toPareto,
  toUniformIn,
} from './distributions.ts';
import { Threefry } from './threefry.ts';

/** 2^-53. */
const STEP = 1 / 9_007_199_254_740_992;
const WORDS = 4_294_967_296;

/**
 * Random values for very many alike accounts, without a generator for each: the value of an account's k-th draw is a pure
 * function of the seed, the names of the stream, the account and k (both whole, 0 to 2^32 − 1). All distributions of one
 * (account, k) are made from one uniform value, by inversion: use each pair for one draw.
 */
export class CounterRng {
  readonly #threefry: Threefry;

  constructor(key0: number, key1: number) {
    this.#threefry = new Threefry(key0, key1);
  }

  /** A value in [0, 1), a multiple of 2^-53. */
  uniform(account: number, k: number): number {
    if (account >>> 0 !== account || k >>> 0 !== k) {
      throw new RangeError(
        `An account and its draws count from 0 to ${WORDS - 1}; account ${account}, draw ${k} do not.`,
      );
    }
    const high = this.#threefry.mix(account, k) >>> 5;
    return (high * 67_108_864 + (this.#threefry.second >>> 6)) * STEP;
  }

  /** A value in [low, high). */
  uniformIn(account: number, k: number, low: number, high: number): number {
    return toUniformIn(this.uniform(account, k), low, high);
  }

  /** A whole number from 0 to n − 1, n at most 2^32; chances differ by less than one part in 2^21. */
  int(account: number, k: number, n: number): number {
    if (!Number.isSafeInteger(n) || n < 1 || n > WORDS) throw new RangeError(`Cannot draw one of ${n}.`);
    return Math.floor(this.uniform(account, k) * n);
  }

  /** A normal value. */
  normal(account: number, k: number, mean = 0, sd = 1): number {
    return mean + sd * toNormal(this.uniform(account, k));
  }

  /** A lognormal value. */
  lognormal(account: number, k: number, shape: LognormalShape): number {
    return toLognormal(this.uniform(account, k), shape);
  }

  /** An exponential value. */
  exponential(account: number, k: number, mean: number): number {
    return toExponential(this.uniform(account, k), mean);
  }

  /** A Pareto value. */
  pareto(account: number, k: number, shape: ParetoShape): number {
    return toPareto(this.uniform(account, k), shape);
  }

  /** One of some items; with weights, in proportion to them. */
  choice<T>(account: number, k: number, items: readonly T[], weights?: readonly number[]): T {
    return toChoice(this.uniform(account, k), items, weights);
  }

  /** Whether an event of probability p happens. */
  bernoulli(account: number, k: number, p: number): boolean {
    return toBernoulli(this.uniform(account, k), p);
  }
}
