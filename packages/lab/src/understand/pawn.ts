import seedrandom from 'seedrandom';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { upperShare } from '../statistics/critical.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { median } from '../statistics/interval.ts';
import { quantile } from '../statistics/quantile.ts';
import { permutation } from '../design/random-stream.ts';
import { rankRuns, sliceDistances } from './slice-distances.ts';
import type { RankedRuns } from './slice-distances.ts';
import { countRuns, replicatesOf } from './runs-at-points.ts';
import type { RunsAtPoints } from './runs-at-points.ts';
import { sliceAxis } from './slice-axis.ts';
import type { AxisColumn } from './slice-axis.ts';

/** How far knowing one axis moves the distribution of the metric; distances are of Kolmogorov and Smirnov, from 0 to 1. */
export interface PawnAxis {
  readonly name: string;
  /** The middle one of the distances of the axis's slices. */
  readonly median: Estimate;
  /** The largest: somewhere along the axis it matters so much. */
  readonly max: Estimate;
  /** The distance of each slice, in the order of the values; of texts, in that of the points. */
  readonly slices: readonly number[];
  /** What an axis that does nothing reaches, sliced alike, in all but 1 − level of cases. */
  readonly medianThreshold: number;
  readonly maxThreshold: number;
  /** The share of axes that do nothing and reach the same largest distance, no finer than their number tells. */
  readonly pValue: number;
}

/** Axes by what they do to the whole distribution of the metric, or to a tail of it. */
export interface PawnIndices {
  readonly method: 'pawn';
  /** In the order of the design. */
  readonly axes: readonly PawnAxis[];
  readonly tail?: Tail;
  /** Where the tail begins, in the metric's unit. */
  readonly tailFrom?: number;
  readonly points: number;
  readonly replicates: number;
  readonly missing: number;
  readonly notes: readonly string[];
}

/** The lowest or highest share of all runs, as 0.1. */
export interface Tail {
  readonly side: 'low' | 'high';
  readonly share: number;
}

/** What is analysed: the values of each axis at points that fill a space, and the runs there. */
export interface PawnRuns {
  readonly names: readonly string[];
  readonly columns: readonly AxisColumn[];
  readonly runs: RunsAtPoints;
  /** 10 unless given. */
  readonly slices?: number;
  /** Distances are taken of this part of the distribution alone. */
  readonly tail?: Tail;
}

/** How many axes that do nothing set the threshold. */
const DUMMIES = 200;
const RESAMPLES = 500;
const FEW_POINTS = 20;

/**
 * PAWN indices by F. Pianosi and T. Wagener ("Distribution-based sensitivity analysis from a generic input-output sample",
 * Environmental Modelling & Software 108, 2018): the points are sliced along each axis, and the distribution of the runs in a slice is
 * compared with that of all. The luck of runs is part of both. The threshold is that of dummy axes, whose slices have as many
 * points, drawn by chance, all runs of a point together. Distances are too large by chance, the more the fewer points a slice has;
 * intervals are percentiles over points and seeds that reach down by as much. Runs without a number do not count. Throws a RangeError for columns that do not fit the points, and for a share outside 0 to 0.5.
 */
export function pawn({ names, columns, runs, slices = 10, tail }: PawnRuns, options: BootstrapOptions): PawnIndices {
  const replicates = replicatesOf(runs);
  check(names, columns, runs.length, slices, tail);
  const { level = 0.95, resamples = RESAMPLES, seed } = options;
  const ranked = rankRuns(runs);
  const sliced = columns.map((column) => sliceAxis(column, slices));
  const window = windowOf(ranked, tail);
  const once = new Uint32Array(runs.length).fill(1);
  const onceSeeds = new Uint32Array(replicates).fill(1);
  const seen = sliced.map((slice) => sliceDistances(ranked, slice, [once, onceSeeds], window));
  const drawn = sliced.map(() => ({ median: new Float64Array(resamples), max: new Float64Array(resamples) }));
  const random = seedrandom.alea(`${seed}/pawn`);
  for (let k = 0; k < resamples; k += 1) {
    const counts = [drawCounts(once.length, random), drawCounts(replicates, random)] as const;
    sliced.forEach((slice, axis) => {
      const distances = sliceDistances(ranked, slice, counts, window);
      drawn[axis]!.median[k] = middle(distances);
      drawn[axis]!.max[k] = largest(distances);
    });
  }
  const axes = names.map((name, axis): PawnAxis => {
    const distances = seen[axis]!;
    const dummies = dummiesOf(ranked, sliced[axis]!, window, `${seed}/pawn dummy`);
    const max = largest(distances);
    const reach = dummies.filter((each) => each.max >= max).length;
    return {
      name,
      median: shifted(middle(distances), drawn[axis]!.median, level),
      max: shifted(max, drawn[axis]!.max, level),
      slices: [...distances],
      medianThreshold: quantile(Float64Array.from(dummies, (each) => each.median).sort(), level),
      maxThreshold: quantile(Float64Array.from(dummies, (each) => each.max).sort(), level),
      pValue: (reach + 1) / (dummies.length + 1),
    };
  });
  const fewest = Math.floor(runs.length / Math.max(...sliced.map(({ count }) => count)));
  const { missing } = countRuns(runs);
  const cut = tail === undefined ? {} : { tail, tailFrom: ranked.values[window.edge]! };
  const counted = { points: runs.length, replicates, missing };
  return { method: 'pawn', axes, ...cut, ...counted, notes: notesOf(axes, fewest, missing) };
}

/** Which ranks are looked at, and the one at which the tail begins. */
function windowOf({ values }: RankedRuns, tail: Tail | undefined) {
  const last = values.length - 1;
  if (tail === undefined) return { from: 0, to: last, edge: 0 };
  if (tail.side === 'low') {
    const edge = Math.max(0, Math.ceil(tail.share * values.length) - 1);
    return { from: 0, to: edge, edge };
  }
  let edge = Math.min(last, Math.floor((1 - tail.share) * values.length));
  while (edge > 0 && values[edge - 1] === values[edge]) edge -= 1;
  // What has passed below a high tail tells how much lies in it.
  return { from: Math.max(0, edge - 1), to: last, edge };
}

/** Distances of axes that do nothing: the same slices, dealt to the points by chance. */
function dummiesOf(
  ranked: RankedRuns,
  slice: ReturnType<typeof sliceAxis>,
  window: ReturnType<typeof windowOf>,
  purpose: string,
) {
  const generator = seedrandom.alea(purpose);
  const random = (): number => generator.double();
  const points = slice.of.length;
  const once = [new Uint32Array(points).fill(1), new Uint32Array(ranked.replicates).fill(1)] as const;
  return Array.from({ length: DUMMIES }, () => {
    const order = permutation(random, points);
    const dealt = { of: Uint16Array.from(order, (place) => slice.of[place]!), count: slice.count };
    const distances = sliceDistances(ranked, dealt, once, window);
    return { median: middle(distances), max: largest(distances) };
  });
}

/**
 * Percentiles of the resamples, moved so that their middle is the value, and the lower end once more, since chance makes the value itself
 * too large by about as much as it makes the resamples larger than the value; kept from 0 to 1.
 */
function shifted(value: number, resamples: Float64Array, level: number): Estimate {
  const upper = upperShare(level);
  const ascending = resamples.sort();
  const bias = Math.max(0, quantile(ascending, 0.5) - value);
  const low = Math.max(0, quantile(ascending, 1 - upper) - 2 * bias);
  const high = Math.min(1, Math.max(value, quantile(ascending, upper) - bias));
  return { value, low, high, level, method: 'percentiles less bias' };
}

function middle(distances: readonly number[]): number {
  return median(distances.filter((each) => !Number.isNaN(each)));
}

function largest(distances: readonly number[]): number {
  return Math.max(...distances.filter((each) => !Number.isNaN(each)));
}

function drawCounts(count: number, random: seedrandom.PRNG): Uint32Array {
  const counts = new Uint32Array(count);
  for (let k = 0; k < count; k += 1) counts[Math.floor(random.quick() * count)]! += 1;
  return counts;
}

function check(
  names: readonly string[],
  columns: readonly AxisColumn[],
  points: number,
  slices: number,
  tail: Tail | undefined,
): void {
  if (columns.length !== names.length) {
    throw new RangeError(`expected a column for each of ${names.length} axes, found ${columns.length}`);
  }
  columns.forEach(({ length }, axis) => {
    if (length !== points) {
      throw new RangeError(`expected a value of ${names[axis]} at each of ${points} points, found ${length}`);
    }
  });
  if (!(Number.isInteger(slices) && slices >= 2)) {
    throw new RangeError(`expected a whole number of slices from 2 up, found ${slices}`);
  }
  if (tail !== undefined && !(tail.share > 0 && tail.share <= 0.5)) {
    throw new RangeError(`expected a tail of a share above 0 and up to 0.5, found ${tail.share}`);
  }
}

function notesOf(axes: readonly PawnAxis[], fewest: number, missing: number): readonly string[] {
  const notes: string[] = [];
  const dumb = axes.filter(({ max, maxThreshold }) => max.value <= maxThreshold).map(({ name }) => name);
  if (dumb.length > 0) notes.push(`Not told from an axis that does nothing: ${dumb.join(', ')}.`);
  if (fewest < FEW_POINTS) {
    notes.push(
      `Only about ${fewest} points in a slice: distances are large by chance alone; more points or fewer slices.`,
    );
  }
  if (missing > 0)
    notes.push(
      `${missing} ${missing === 1 ? 'run has' : 'runs have'} no number and ${missing === 1 ? 'counts' : 'count'} nowhere.`,
    );
  return notes;
}
