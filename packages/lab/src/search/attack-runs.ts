import type { Point } from './cma-es.ts';
import type { SearchSpace } from './search-space.ts';
import type { AttackSearch } from './attack-options.ts';
import type { TrialRun } from './trials.ts';

/** Seeds from here on are for the final runs; a search that takes as many is beyond what anyone plays. */
const FINAL_SEEDS = 1_000_000;

/** Plays the trials of one search, each generation with seeds of its own, and counts the runs. */
export class AttackRuns {
  readonly #search: AttackSearch;
  readonly #space: SearchSpace;
  readonly #replicates: number;
  #finals = 0;
  /** How many runs were played so far. */
  runs = 0;

  constructor(search: AttackSearch, space: SearchSpace) {
    this.#search = search;
    this.#space = space;
    this.#replicates = search.replicates ?? 8;
  }

  /** Plays a generation: all its points have the same seeds, which no other generation has. */
  generation(points: readonly Point[], generation: number): Promise<readonly (readonly TrialRun[])[]> {
    return this.#play(points, this.seeds(generation * this.#replicates, this.#replicates));
  }

  /** Seeds that neither the search nor an earlier call of this had. */
  freshSeeds(count: number): readonly number[] {
    const seeds = this.seeds(FINAL_SEEDS + this.#finals, count);
    this.#finals += count;
    return seeds;
  }

  /** Plays points with seeds of one's own choice. */
  async final(points: readonly Point[], seeds: readonly number[]): Promise<readonly (readonly TrialRun[])[]> {
    return this.#play(points, seeds);
  }

  seeds(from: number, count: number): readonly number[] {
    const first = (this.#search.firstSeed ?? 1) + from;
    return Array.from({ length: count }, (_, k) => first + k);
  }

  async #play(points: readonly Point[], seeds: readonly number[]): Promise<readonly (readonly TrialRun[])[]> {
    const results = await this.#search.play(
      points.map((point) => this.#space.changes(point)),
      seeds,
    );
    this.runs += points.length * seeds.length;
    this.#search.onRound?.(this.runs);
    return results;
  }
}
