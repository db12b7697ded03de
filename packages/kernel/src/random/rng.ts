import type { PRNG } from 'seedrandom';
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
import { poisson } from './poisson.ts';

const TWO_TO_32 = 4_294_967_296;

/**
 * One stream of random values, drawn one after another. Every distribution but the Poisson and the whole number takes
 * exactly one uniform draw, by inversion.
 */
export class Rng {
  readonly #generator: PRNG;
  readonly #next = (): number => this.uniform();

  constructor(generator: PRNG) {
    this.#generator = generator;
  }

  /** A value in [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return this.#generator.double();
  }

  /** A value in [low, high). */
  uniformIn(low: number, high: number): number {
    return toUniformIn(this.uniform(), low, high);
  }

  /** A whole number from 0 to n − 1, each as likely as the other; n from 1 to 2^32. */
  int(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1 || n > TWO_TO_32) throw new RangeError(`Cannot draw one of ${n}.`);
    const fair = TWO_TO_32 - (TWO_TO_32 % n);
    for (;;) {
      const word = this.#generator.int32() >>> 0;
      if (word < fair) return word % n;
    }
  }

  /** A normal value. */
  normal(mean = 0, sd = 1): number {
    return mean + sd * toNormal(this.uniform());
  }

  /** A lognormal value. */
  lognormal(shape: LognormalShape): number {
    return toLognormal(this.uniform(), shape);
  }

  /** An exponential value. */
  exponential(mean: number): number {
    return toExponential(this.uniform(), mean);
  }

  /** A Poisson count. */
  poisson(mean: number): number {
    return poisson(this.#next, mean);
  }

  /** A Pareto value. */
  pareto(shape: ParetoShape): number {
    return toPareto(this.uniform(), shape);
  }

  /** One of some items; with weights, in proportion to them. */
  choice<T>(items: readonly T[], weights?: readonly number[]): T {
    return toChoice(this.uniform(), items, weights);
  }

  /** Whether an event of probability p happens. */
  bernoulli(p: number): boolean {
    return toBernoulli(this.uniform(), p);
  }
}
