import type { RunsAtPoints } from './runs-at-points.ts';

/** Runs that have a number, in the order of their numbers. */
export interface RankedRuns {
  readonly values: Float64Array;
  readonly points: Uint32Array;
  readonly seeds: Uint32Array;
  readonly replicates: number;
}

/** Ranks from which to which distances are looked at. */
export interface RankWindow {
  readonly from: number;
  readonly to: number;
}

/** Puts all runs of all points in one order; those without a number are left out. Throws a RangeError where none has one. */
export function rankRuns(runs: RunsAtPoints): RankedRuns {
  const all = runs.flatMap((own, point) =>
    Array.from(own, (value, seed) => ({ value, point, seed })).filter(({ value }) => !Number.isNaN(value)),
  );
  if (all.length === 0) throw new RangeError('expected at least one run with a number, found none');
  all.sort((left, right) => left.value - right.value || left.point - right.point || left.seed - right.seed);
  return {
    values: Float64Array.from(all, ({ value }) => value),
    points: Uint32Array.from(all, ({ point }) => point),
    seeds: Uint32Array.from(all, ({ seed }) => seed),
    replicates: runs[0]!.length,
  };
}

/**
 * The largest distance, over a window of ranks, between the distribution of the runs in each slice and that of all runs, when points and
 * seeds count so often (A. N. Kolmogorov, 1933; N. V. Smirnov, 1939). Equal numbers are one step; a window ends at the last of them.
 * NaN of a slice without runs.
 */
export function sliceDistances(
  { values, points, seeds }: RankedRuns,
  { of, count }: { readonly of: Uint16Array; readonly count: number },
  [pointCounts, seedCounts]: readonly [points: Uint32Array, seeds: Uint32Array],
  { from, to }: RankWindow,
): number[] {
  const totals = new Float64Array(count);
  for (let rank = 0; rank < values.length; rank += 1) {
    const point = points[rank]!;
    totals[of[point]!]! += pointCounts[point]! * seedCounts[seeds[rank]!]!;
  }
  const all = totals.reduce((sum, each) => sum + each, 0);
  const reached = new Float64Array(count);
  const widest = new Float64Array(count);
  let passed = 0;
  const look = (slice: number): void => {
    const off = reached[slice]! / totals[slice]! - passed / all;
    const distance = off < 0 ? -off : off;
    if (distance > widest[slice]!) widest[slice] = distance;
  };
  for (let first = 0; first <= to;) {
    let next = first + 1;
    while (next < values.length && values[next] === values[first]) next += 1;
    // Between its own runs a slice stands still while all runs go on, so that it is farthest off just before one of them or at it.
    if (first > from) for (let rank = first; rank < next; rank += 1) look(of[points[rank]!]!);
    for (let rank = first; rank < next; rank += 1) {
      const weight = pointCounts[points[rank]!]! * seedCounts[seeds[rank]!]!;
      passed += weight;
      reached[of[points[rank]!]!]! += weight;
    }
    const atEnd = next > to || (first <= from && next > from);
    if (atEnd) for (let slice = 0; slice < count; slice += 1) look(slice);
    else if (first >= from) for (let rank = first; rank < next; rank += 1) look(of[points[rank]!]!);
    first = next;
  }
  return Array.from(widest, (distance, slice) => (totals[slice] === 0 ? NaN : distance));
}
