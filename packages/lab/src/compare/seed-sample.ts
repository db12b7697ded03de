import type { SeedObservations } from './by-seed.ts';
import { numbersOf } from './observations.ts';

/** Numbers of independent seeds, with those of the runs that each is the mean of. */
export interface SeedSample {
  /** One for each seed. */
  readonly values: readonly number[];
  /** Seed by seed. */
  readonly runs: readonly number[];
  /** How many runs a seed has. */
  readonly cluster: number;
}

/** The seeds of a variant that stand at some places, or all that have a number. */
export function seedSample({ values, runs }: SeedObservations, at?: readonly number[]): SeedSample {
  const cluster = runs.length / values.length;
  const places = at ?? [...values.keys()].filter((place) => !Number.isNaN(values[place]!));
  return {
    values: at === undefined ? numbersOf({ values }) : places.map((place) => values[place]!),
    runs: places.flatMap((place) => [...runs.subarray(place * cluster, (place + 1) * cluster)]),
    cluster,
  };
}
