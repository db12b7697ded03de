import type { Observations, VariantObservations } from './observations.ts';

/** What the runs of one variant came to with each seed. */
export interface SeedObservations extends VariantObservations {
  /** By the seed, the mean over the points; NaN where one of them has no number. Of an event, the share of points at which it happened. */
  readonly values: Float64Array;
  /** The numbers of the points, seed by seed. */
  readonly runs: Float64Array;
}

/** What the runs of a study came to in one measure, with the seed as the unit of luck: runs of one seed at several points hang together. */
export interface SeededObservations {
  readonly measure: Observations['measure'];
  readonly seeds: number;
  /** Points at which all variants have numbers, and of which a seed's number is the mean. */
  readonly points: number;
  /** Points at which some variant has no number at all. */
  readonly bare: number;
  /** How many numbers of a seed are looked at: `points`, or 1 where each seed comes to the same at all of them. */
  readonly cluster: number;
  readonly variants: readonly SeedObservations[];
}

/**
 * Puts the runs of some variants together by their seed. Runs of a seed at several points share their luck and are no replicates of
 * each other, so a seed counts once. With one point a seed's number is that of its run.
 */
export function bySeed(
  { measure, places }: Observations,
  variants: readonly VariantObservations[],
): SeededObservations {
  const all = [...new Set(places.map(({ point }) => point))];
  const points = all.filter((point) =>
    variants.every(({ values }) => places.some((place, at) => place.point === point && !Number.isNaN(values[at]!))),
  );
  const seeds = [...new Set(places.map(({ seed }) => seed))].sort((left, right) => left - right);
  const [column, row] = [new Map(points.map(byIndex)), new Map(seeds.map(byIndex))];
  const runs = variants.map(({ values }) => {
    const own = new Float64Array(seeds.length * points.length).fill(NaN);
    places.forEach(({ point, seed }, at) => {
      if (column.has(point)) own[row.get(seed)! * points.length + column.get(point)!] = values[at]!;
    });
    return own;
  });
  const same = runs.every((own) => own.every((value, at) => Object.is(value, own[at - (at % points.length)])));
  const cluster = same ? Math.min(1, points.length) : points.length;
  const first = (own: Float64Array): Float64Array => own.filter((_, at) => at % points.length < cluster);
  return {
    measure,
    seeds: seeds.length,
    points: points.length,
    bare: all.length - points.length,
    cluster,
    variants: variants.map((variant, index) => {
      const own = first(runs[index]!);
      return { ...variant, runs: own, values: meansOf(own, seeds.length, cluster) };
    }),
  };
}

/** The mean of each so many numbers next to each other; that of one is itself. */
function meansOf(runs: Float64Array, count: number, cluster: number): Float64Array {
  return Float64Array.from({ length: count }, (_, seed) => {
    let sum = 0;
    for (let at = seed * cluster; at < (seed + 1) * cluster; at += 1) sum += runs[at]!;
    return sum / cluster;
  });
}

function byIndex(value: number, index: number): [number, number] {
  return [value, index];
}
