import type { DrawSource } from '@ebb/sdk';
import type { CounterRng, Streams } from '@ebb/kernel';

/**
 * The draws that a block of agents is made with: one value for each parameter (or wallet) and place in the block, a
 * function of the seed, the block's name, the path and the place, so that a larger count leaves the first agents as they are.
 */
export class BlockDraws {
  readonly #streams: Streams;
  readonly #block: string;
  readonly #counters = new Map<string, CounterRng>();

  constructor(streams: Streams, block: string) {
    this.#streams = streams;
    this.#block = block;
  }

  /** The source of the one draw for a path and place. */
  source(path: string, place: number): DrawSource {
    let rng = this.#counters.get(path);
    if (rng === undefined) this.#counters.set(path, (rng = this.#streams.counter(this.#block, path)));
    const counter = rng;
    return {
      uniform: () => counter.uniform(place, 0),
      uniformIn: (lo, hi) => counter.uniformIn(place, 0, lo, hi),
      normal: (mean, sd) => counter.normal(place, 0, mean, sd),
      lognormal: (shape) => counter.lognormal(place, 0, shape),
      exponential: (mean) => counter.exponential(place, 0, mean),
      pareto: (shape) => counter.pareto(place, 0, shape),
      choice: (items, weights) => counter.choice(place, 0, items, weights),
      poisson: (mean) => this.#streams.stream(`${this.#block}[${place}]`, path).poisson(mean),
    };
  }
}
