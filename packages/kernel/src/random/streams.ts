import seedrandom, { type PRNG } from 'seedrandom';
import { CounterRng } from './counter-rng.ts';
import { Rng } from './rng.ts';

/**
 * Gives out all randomness of a run. A stream is a function of the seed, the instance that draws and its purpose, and of
 * nothing else, so no stream is moved by another's coming, going or drawing. Each may be asked for once: every draw has
 * one owner.
 */
export class Streams {
  /** The seed as text; a number and its decimal text are the same seed. */
  readonly seed: string;
  readonly #given = new Set<string>();

  constructor(seed: string | number) {
    this.seed = String(seed);
  }

  /** The stream of an instance for a purpose; throws when it has been given out already. */
  stream(instance: string, purpose: string): Rng {
    return new Rng(this.#generator('stream', instance, purpose));
  }

  /** The counter-based values of an instance for a purpose; throws when they have been given out already. */
  counter(instance: string, purpose: string): CounterRng {
    const generator = this.#generator('counter', instance, purpose);
    return new CounterRng(generator.int32(), generator.int32());
  }

  #generator(kind: string, instance: string, purpose: string): PRNG {
    const name = JSON.stringify([kind, instance, purpose]);
    if (this.#given.has(name)) throw new Error(`The ${kind} of "${instance}" for "${purpose}" has an owner already.`);
    this.#given.add(name);
    return seedrandom.alea(JSON.stringify([this.seed, kind, instance, purpose]));
  }
}
