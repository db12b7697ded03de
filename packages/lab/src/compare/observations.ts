import type { StudyManifest } from '@ebb/results';
import type { StudyColumns } from '@ebb/results/store';
import { meetsCondition } from '../measure/condition.ts';
import type { BoundMeasure } from '../measure/measure.ts';

/** Where a run stands whatever its variant: runs of two variants at one place had the same luck. */
export interface Place {
  readonly point: number;
  readonly seed: number;
}

/** What the runs of one variant came to. */
export interface VariantObservations {
  readonly variant: string;
  /** By the place of `Observations.places`; NaN where there is no number. Of an event, 1 where it happened and 0 where it did not. */
  readonly values: Float64Array;
  /** Runs that broke. */
  readonly failed: number;
  /** Runs that came to their end and have no such number. */
  readonly unmeasured: number;
  /** Runs that the study asks for and that were not played. */
  readonly missing: number;
}

/** What the runs of a study came to in one measure. */
export interface Observations {
  readonly measure: BoundMeasure;
  /** Every point and seed of which there is a run, in this order. */
  readonly places: readonly Place[];
  /** In the order of the study. */
  readonly variants: readonly VariantObservations[];
}

/** Numbers of two variants side by side: entry k of each had the same luck. */
export interface Pairs {
  /** Where each stands among the numbers of a variant. */
  readonly at: readonly number[];
  readonly base: readonly number[];
  readonly other: readonly number[];
  /** Places at which only one of the two, or neither, has a number. */
  readonly incomplete: number;
}

/**
 * Reads what each variant's runs came to from the columns of a study, of which the measure's must be one. Given a point, only runs
 * at it count. A run that broke has no number. One that ended without a number has none either, but for an event: it did not happen
 * then, unless it says `or missing`.
 */
export function observe(
  columns: StudyColumns,
  measure: BoundMeasure,
  manifest: Pick<StudyManifest, 'variants' | 'points' | 'replicates'>,
  point?: number,
): Observations {
  const numbers = columns.numbers.get(measure.column);
  if (numbers === undefined) throw new RangeError(`expected the column '${measure.column}' among those of the study`);
  const rows = rowsAt(columns, point);
  const { places, at } = placesOf(columns, rows);
  const values = manifest.variants.map(() => new Float64Array(places.length).fill(NaN));
  const counts = manifest.variants.map(() => ({ played: 0, failed: 0, unmeasured: 0 }));
  for (const row of rows) {
    const variant = columns.variant[row]!;
    const place = { point: columns.point[row]!, seed: columns.seed[row]! };
    const count = counts[variant]!;
    count.played += 1;
    const number = numbers[row]!;
    const broke = columns.failed[row] === 1;
    if (broke) count.failed += 1;
    else if (!Number.isFinite(number)) count.unmeasured += 1;
    values[variant]![at.get(placeKey(place))!] = broke ? NaN : valueOf(measure, number);
  }
  const asked = manifest.replicates * (point === undefined ? manifest.points : 1);
  return {
    measure,
    places,
    variants: manifest.variants.map((variant, index) => {
      const { played, failed, unmeasured } = counts[index]!;
      return { variant, values: values[index]!, failed, unmeasured, missing: Math.max(0, asked - played) };
    }),
  };
}

/** Pairs the runs of two variants that had the same luck and both have a number, in the order of the places. */
export function pairUp(base: Pick<VariantObservations, 'values'>, other: Pick<VariantObservations, 'values'>): Pairs {
  const pairs = { at: [] as number[], base: [] as number[], other: [] as number[] };
  base.values.forEach((value, place) => {
    const beside = other.values[place]!;
    if (Number.isNaN(value) || Number.isNaN(beside)) return;
    pairs.at.push(place);
    pairs.base.push(value);
    pairs.other.push(beside);
  });
  return { ...pairs, incomplete: base.values.length - pairs.base.length };
}

/** The numbers of a variant without the gaps. */
export function numbersOf({ values }: Pick<VariantObservations, 'values'>): readonly number[] {
  return [...values].filter((value) => !Number.isNaN(value));
}

function valueOf(measure: BoundMeasure, number: number): number {
  if (measure.kind === 'event') return Number(meetsCondition(measure.condition, number));
  // An infinity is no number that a mean could be taken of.
  return Number.isFinite(number) ? number : NaN;
}

function rowsAt({ rows, point: points }: StudyColumns, point: number | undefined): readonly number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return point === undefined ? all : all.filter((row) => points[row] === point);
}

function placesOf(columns: StudyColumns, rows: readonly number[]) {
  const found = new Map<string, Place>();
  for (const row of rows) {
    const place = { point: columns.point[row]!, seed: columns.seed[row]! };
    found.set(placeKey(place), place);
  }
  const places = [...found.values()].sort((left, right) => left.point - right.point || left.seed - right.seed);
  return { places, at: new Map(places.map((place, index) => [placeKey(place), index])) };
}

function placeKey({ point, seed }: Place): string {
  return `${point}/${seed}`;
}
