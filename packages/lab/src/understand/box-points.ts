import type { AxisColumn } from './slice-axis.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** An axis of points, ready to be peeled. */
export interface BoxAxis {
  readonly name: string;
  readonly unit?: string;
  /** Numbers, or the places of texts among the labels. */
  readonly values: Float64Array;
  /** Of an axis of texts, in the order of the alphabet. */
  readonly labels?: readonly string[];
  /** The points in the order of their values. */
  readonly order: Uint32Array;
}

/** Points at which something happens in some of the runs. */
export interface BoxPoints {
  readonly axes: readonly BoxAxis[];
  /** Runs with a number, and those of them in which it happens, by point. */
  readonly runs: Float64Array;
  readonly hits: Float64Array;
  /** Which points belong together, as those of several variants under the same luck: from 0 on, in the order in which they come. */
  readonly groups: Uint32Array;
}

/** Runs, hits and points of some of the points. */
export interface BoxCount {
  readonly points: number;
  readonly runs: number;
  readonly hits: number;
}

/** What is asked: the axes of points, and the runs there, 1 where it happens and 0 where it does not; NaN does not count. */
export interface BoxRuns {
  readonly names: readonly string[];
  readonly columns: readonly AxisColumn[];
  /** By axis; undefined where it has none. */
  readonly units?: readonly (string | undefined)[];
  readonly runs: RunsAtPoints;
  /** By point, what it belongs to; points with the same are no evidence apart. Each is by itself unless given. */
  readonly groups?: readonly number[];
}

/** Prepares points for peeling. Throws a RangeError for columns that do not fit and for runs that are neither 1, 0 nor NaN. */
export function boxPoints({ names, columns, units = [], runs, groups }: BoxRuns): BoxPoints {
  if (columns.length !== names.length || names.length === 0) {
    throw new RangeError(`expected a column for each of ${names.length} axes, at least one; found ${columns.length}`);
  }
  const axes = columns.map((column, index) => {
    const name = names[index]!;
    if (column.length !== runs.length) {
      throw new RangeError(`expected a value of ${name} at each of ${runs.length} points, found ${column.length}`);
    }
    return { name, ...(units[index] === undefined ? {} : { unit: units[index] }), ...ordered(name, column) };
  });
  const sums = { runs: new Float64Array(runs.length), hits: new Float64Array(runs.length) };
  runs.forEach((own, point) => {
    for (let k = 0; k < own.length; k += 1) {
      const value = own[k]!;
      if (Number.isNaN(value)) continue;
      if (value !== 0 && value !== 1) {
        throw new RangeError(`expected 1 where it happens and 0 where it does not, found ${value} at point ${point}`);
      }
      sums.runs[point]! += 1;
      sums.hits[point]! += value;
    }
  });
  const places = new Map<number, number>();
  const together = Uint32Array.from(runs, (_, point) => {
    const group = groups?.[point] ?? point;
    if (!places.has(group)) places.set(group, places.size);
    return places.get(group)!;
  });
  return { axes, ...sums, groups: together };
}

/** Counts some points. */
export function countPoints({ runs, hits }: BoxPoints, inside: Uint8Array): BoxCount {
  const count = { points: 0, runs: 0, hits: 0 };
  for (let point = 0; point < inside.length; point += 1) {
    if (inside[point] === 0) continue;
    count.points += 1;
    count.runs += runs[point]!;
    count.hits += hits[point]!;
  }
  return count;
}

/** The share of runs in which it happens; NaN without runs. */
export function densityOf({ runs, hits }: BoxCount): number {
  return hits / runs;
}

function ordered(name: string, column: AxisColumn): Pick<BoxAxis, 'values' | 'labels' | 'order'> {
  const isText = column.some((value) => typeof value === 'string');
  const labels = isText ? [...new Set(column as readonly string[])].sort() : undefined;
  const places = new Map(labels?.map((label, place) => [label, place]));
  const values = Float64Array.from(column as readonly (number | string)[], (value) =>
    labels === undefined ? (value as number) : places.get(value as string)!,
  );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(`expected a number of ${name} at each point, found ${column[bad]} at point ${bad}`);
  const order = Uint32Array.from(values, (_, point) => point).sort(
    (left, right) => values[left]! - values[right]! || left - right,
  );
  return { values, ...(labels === undefined ? {} : { labels }), order };
}
