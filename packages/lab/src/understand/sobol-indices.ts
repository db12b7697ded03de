import type { SaltelliRow } from '../design/saltelli-points.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { countRuns, inGroups, replicatesOf } from './runs-at-points.ts';
import { sobolNotes } from './sobol-notes.ts';
import { twoWayBootstrap } from './two-way-bootstrap.ts';
import type { SobolPair, SobolIndices, SobolRuns } from './sobol-found.ts';

/** More replicates than this are resampled by groups. */
const MOST_GROUPS = 20;

/**
 * First indices by A. Saltelli et al. ("Variance based sensitivity analysis of model output", Computer Physics Communications 181,
 * 2010, table 2 b), total ones by M. J. W. Jansen (Computer Physics Communications 117, 1999), pairs by A. Saltelli (Computer Physics
 * Communications 145, 2002). Each replicate is centred by its mean over A and B. Products are of different replicates alone, which
 * takes out what luck would add to every square: the indices are those of the expectation, however few the replicates are. With one replicate
 * luck counts as an interaction. Intervals are over base rows and seeds; the rows are more even than chance, so that they are rather wide.
 */
export function sobolIndices({ names, rows, runs }: SobolRuns, options: BootstrapOptions): SobolIndices {
  const replicates = replicatesOf(runs);
  const groups = centred(inGroups(runs, MOST_GROUPS), rows);
  const width = groups[0]!.length;
  const within = rows.map(({ a, b }) => meanOf([varianceOf(runs[a]!), varianceOf(runs[b]!)]));
  const pairs = (rows[0]?.ba.length ?? 0) > 0 ? everyPair(names.length) : [];
  const [variance, luck, ...indices] = twoWayBootstrap(
    [rows.length, width],
    (rowWeights, columns) => indicesOf({ rows, groups, within, axes: names.length, pairs }, rowWeights, columns),
    options,
  );
  const axes = names.map((name, axis) => ({ name, first: indices[2 * axis]!, total: indices[2 * axis + 1]! }));
  const seconds = pairs.map(([one, other], at): SobolPair => ({
    names: [names[one]!, names[other]!],
    second: indices[2 * names.length + at]!,
  }));
  const found = { axes, variance: variance!, luck: luck!, rows: rows.length, replicates };
  return {
    method: 'sobol',
    ...found,
    ...(seconds.length > 0 ? { pairs: seconds } : {}),
    missing: countRuns(runs).missing,
    notes: sobolNotes(found),
  };
}

interface Table {
  readonly rows: readonly SaltelliRow[];
  /** By point, then by group of replicates; centred. */
  readonly groups: readonly Float64Array[];
  /** The variance over replicates, by row. */
  readonly within: readonly number[];
  readonly axes: number;
  readonly pairs: readonly (readonly [number, number])[];
}

/** The variance, the share of luck, first and total index of each axis in turn, then the second of each pair. */
function indicesOf(table: Table, weights: Float64Array, columns: Float64Array): readonly number[] {
  const { rows, groups, within, axes, pairs } = table;
  const none = new Float64Array(columns.length);
  const at = (point: number): Float64Array => groups[point]!;
  const over = (term: (row: SaltelliRow, index: number) => number): number => {
    let [weight, sum] = [0, 0];
    for (let row = 0; row < rows.length; row += 1) {
      const value = term(rows[row]!, row);
      if (Number.isNaN(value)) continue;
      weight += weights[row]!;
      sum += weights[row]! * value;
    }
    return sum / weight;
  };
  const square = (point: number): number => product(at(point), at(point), none, columns);
  const variance = over(({ a, b }) => meanOf([square(a), square(b)]));
  // What does not vary has no shares.
  const scale = variance > 0 ? 1 / variance : NaN;
  const found: number[] = [];
  for (let axis = 0; axis < axes; axis += 1) {
    found.push(scale * over(({ a, b, ab }) => product(at(b), at(ab[axis]!), at(a), columns)));
    found.push((scale / 2) * over(({ a, ab }) => squaredDifference(at(a), at(ab[axis]!), columns)));
  }
  for (const [one, other] of pairs) {
    const closed = over(
      ({ a, b, ab, ba }) => product(at(ba[one]!), at(ab[other]!), none, columns) - product(at(a), at(b), none, columns),
    );
    found.push(scale * closed - found[2 * one]! - found[2 * other]!);
  }
  const luck = over((_, row) => within[row]!);
  return [variance, luck / (luck + Math.max(0, variance)), ...found];
}

/** The mean of u · (v − minus) over all pairs of different replicates, or over the one that there is; NaN without any. */
function product(u: Float64Array, v: Float64Array, minus: Float64Array, weights: Float64Array): number {
  let [left, right, same, weight, squares] = [0, 0, 0, 0, 0];
  for (let k = 0; k < weights.length; k += 1) {
    const [one, other, w] = [u[k]!, v[k]! - minus[k]!, weights[k]!];
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    left += w * one;
    right += w * other;
    same += w * w * one * other;
    weight += w;
    squares += w * w;
  }
  if (weights.length === 1) return weight === 0 ? NaN : same / squares;
  const rest = weight * weight - squares;
  return rest > 1e-12 * squares ? (left * right - same) / rest : NaN;
}

function squaredDifference(u: Float64Array, v: Float64Array, weights: Float64Array): number {
  let [sum, same, weight, squares] = [0, 0, 0, 0];
  for (let k = 0; k < weights.length; k += 1) {
    const [off, w] = [u[k]! - v[k]!, weights[k]!];
    if (Number.isNaN(off)) continue;
    sum += w * off;
    same += w * w * off * off;
    weight += w;
    squares += w * w;
  }
  if (weights.length === 1) return weight === 0 ? NaN : same / squares;
  const rest = weight * weight - squares;
  return rest > 1e-12 * squares ? (sum * sum - same) / rest : NaN;
}

/** Takes from each replicate its mean over A and B, and with it the luck that is the same everywhere. */
function centred(groups: readonly Float64Array[], rows: readonly SaltelliRow[]): readonly Float64Array[] {
  const base = rows.flatMap(({ a, b }) => [groups[a]!, groups[b]!]);
  const means = groups[0]!.map((_, k) => meanOf(base.map((own) => own[k]!)));
  return groups.map((own) => own.map((value, k) => value - means[k]!));
}

function varianceOf(values: ArrayLike<number>): number {
  const own = Array.from(values).filter((value) => !Number.isNaN(value));
  const mean = meanOf(own);
  return own.length < 2 ? NaN : own.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (own.length - 1);
}

/** The mean of what is a number; NaN of none. */
function meanOf(values: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

function everyPair(axes: number): readonly (readonly [number, number])[] {
  return Array.from({ length: axes }, (_, one) =>
    Array.from({ length: axes - one - 1 }, (__, step) => [one, one + 1 + step] as const),
  ).flat();
}
