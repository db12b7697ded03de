import { listNames, nearestName } from '@ebb/engine';
import type { StudyManifest } from '@ebb/results';
import { FIXED_COLUMNS, StudyFolder, momentColumn } from '@ebb/results/store';
import type { StudyColumns } from '@ebb/results/store';
import { holm } from '../statistics/holm.ts';
import { compareVariant, estimateVariant } from './compare-variant.ts';
import type { IntervalOptions, LoneComparison } from './compare-variant.ts';
import type { ComparedMeasure, ComparedVariant, StudyComparison } from './comparison.ts';
import { comparisonText } from './comparison-text.ts';
import { bindMeasure, parseMeasure } from '../measure/measure.ts';
import { NoteBook } from './note-book.ts';
import { bySeed } from './by-seed.ts';
import type { SeededObservations } from './by-seed.ts';
import { observe } from './observations.ts';
import type { Observations, VariantObservations } from './observations.ts';

/** What is compared, and how. */
export interface CompareOptions {
  /** What is measured: see `parseMeasure`. One of the two. */
  readonly metric?: string;
  readonly metrics?: readonly string[];
  /** The variant that others are compared with; the first of the study unless given. */
  readonly base?: string;
  /** 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; 2,000 unless given. */
  readonly resamples?: number;
  /** Of the bootstrap's draws; 1 unless given. */
  readonly seed?: string | number;
  /** `seed` takes a seed's mean over all points, `point` compares at each point; seed unless given. */
  readonly by?: 'seed' | 'point';
  /** The start of the scenario in microseconds since the epoch, for events such as `metric.at < 20:50`. */
  readonly startUs?: number;
}

/** A comparison that can be printed. */
export interface Comparison extends StudyComparison {
  /** What a person reads: who differs by how much and how surely, a table, and notes on what to doubt. */
  table(): string;
}

/** What a comparison reads of a study. */
export type ComparableStudy = Pick<StudyFolder, 'manifest' | 'columnNames' | 'columns'>;

/** A measure at a point with all its variants, before p-values are adjusted. */
interface Lone extends Omit<ComparedMeasure, 'variants'> {
  readonly observed: SeededObservations;
  /** What is said of variants without any number. */
  readonly bare: readonly string[];
  readonly variants: readonly LoneComparison[];
}

/**
 * Compares the variants of a study, open or by the path of its folder, in some measures under the same luck: runs of the same point
 * and seed are pairs, and a seed counts once, by its mean over the points. Reads the columns that it needs and nothing else; the same study and options give the same comparison. Throws a RangeError, with the nearest name,
 * for a metric that no run measures and for a variant that the study does not have, and where no run of the base, or of all others, has a number.
 */
export async function compare(from: ComparableStudy | string, options: CompareOptions): Promise<Comparison> {
  const study = typeof from === 'string' ? await StudyFolder.open(from) : from;
  const { manifest } = study;
  const { base = manifest.variants[0]!, level = 0.95, resamples = 2_000, seed = 1, by = 'seed', startUs } = options;
  checkVariants(base, manifest);
  if (!(level > 0 && level < 1)) throw new RangeError(`expected a level between 0 and 1, as in 0.95, found ${level}`);
  const asked = (options.metrics ?? [options.metric ?? '']).map(parseMeasure);
  const axes = manifest.axes.map(({ name }) => name);
  const written = asked.map((measure) => (measure.kind === 'event' ? measure.condition.metric : measure.metric));
  const columns = await study.columns([...new Set([...written, ...axes])]);
  const units = measuredIn(await study.columnNames(), axes, columns);
  const known = { units, ...(startUs === undefined ? {} : { startUs }) };
  const measures = asked.map((measure) => bindMeasure(measure, known));
  const points = by === 'seed' ? [undefined] : [...new Set(columns.point)];
  const intervals: IntervalOptions = { level, seed, resamples };
  const lone = points.flatMap((point) =>
    measures.map((measure) => {
      const at = point === undefined ? {} : { point, at: valuesAt(columns, manifest.axes, point) };
      return { ...at, ...compareMeasure(observe(columns, measure, manifest, point), base, intervals) };
    }),
  );
  const data = adjust(lone, { study: manifest.name, title: manifest.title, base, level }, resamples);
  return { ...data, table: () => comparisonText(data) };
}

function compareMeasure(observed: Observations, base: string, options: IntervalOptions): Lone {
  const { measure, variants } = observed;
  const bare = variants.filter(isBare);
  const ofBase = variants.find(({ variant }) => variant === base)!;
  const others = variants.filter((variant) => variant !== ofBase && !bare.includes(variant));
  if (bare.includes(ofBase)) throw new RangeError(bareText(ofBase, measure.text));
  if (others.length === 0) throw new RangeError(bareText(bare[0]!, measure.text));
  const seeded = bySeed(observed, [ofBase, ...others]);
  const [seededBase, ...seededOthers] = seeded.variants;
  const whole = seededOthers.filter((variant) => !isBare(variant));
  const torn = seededOthers.filter(isBare);
  if (isBare(seededBase!)) throw new RangeError(tornText(seededBase!, measure.text));
  if (whole.length === 0) throw new RangeError(tornText(torn[0]!, measure.text));
  const said = [
    ...bare.map((variant) => bareText(variant, measure.text)),
    ...torn.map((variant) => tornText(variant, measure.text)),
  ];
  return {
    measure,
    observed: seeded,
    points: seeded.points,
    bare: said.map((sentence) => `Left out: ${sentence}.`),
    base: estimateVariant(seededBase!, measure, options),
    variants: whole.map((variant) => compareVariant(seededBase!, variant, measure, options)),
  };
}

function isBare({ values }: VariantObservations): boolean {
  return values.every((value) => Number.isNaN(value));
}

function tornText({ variant }: VariantObservations, measure: string): string {
  return `no seed of '${variant}' has a number for '${measure}' at every point; compare at each point (--by-point)`;
}

/** Says of a variant without any number whether its runs broke or came to their end without one. */
function bareText({ variant, failed, unmeasured }: VariantObservations, measure: string): string {
  const why =
    failed > 0
      ? `${failed} broke; see them with: ebb sql "select variant, seed, error from failures"`
      : `${unmeasured} came to their end without one`;
  return `no run of '${variant}' has a number for '${measure}': ${why}`;
}

/** Adjusts p-values over all that is compared, and notes what there is to doubt. */
function adjust(
  lone: readonly Lone[],
  head: Omit<StudyComparison, 'measures' | 'notes'>,
  resamples: number,
): StudyComparison {
  const adjusted = holm(lone.flatMap(({ variants }) => variants.map(({ difference }) => difference.pValue)));
  const book = new NoteBook();
  let test = 0;
  const measures = lone.map(({ observed, bare: _, variants, ...rest }): ComparedMeasure => ({
    ...rest,
    variants: variants.map((variant): ComparedVariant => {
      const notes = book.note(rest, variant, observed.seeds);
      return { ...variant, adjustedP: adjusted[test++]!, notes };
    }),
  }));
  for (const { bare, observed } of lone) {
    book.add(bare);
    book.notePoints(observed);
  }
  const isResampled = lone.some(({ measure: { kind } }) => kind === 'quantile' || kind === 'tail');
  book.close({
    level: head.level,
    resamples: isResampled ? resamples : undefined,
    tests: adjusted.filter((p) => !Number.isNaN(p)).length,
    points: Math.max(...lone.map(({ points }) => points)),
  });
  return { ...head, measures, notes: book.notes };
}

/** What runs measure, with the unit of what was asked for; a moment is known by its metric. */
export function measuredIn(
  names: readonly string[],
  axes: readonly string[],
  { units }: StudyColumns,
): Map<string, string | undefined> {
  const columns = new Set(names);
  for (const name of [...FIXED_COLUMNS, ...axes]) columns.delete(name);
  for (const name of names) columns.delete(momentColumn(name));
  return new Map([...columns].map((name) => [name, units.get(name)]));
}

/** The values of the axes at a point; those with a unit are written with it. */
function valuesAt(columns: StudyColumns, axes: StudyManifest['axes'], point: number): Record<string, number | string> {
  const row = columns.point.indexOf(point);
  return Object.fromEntries(
    axes.map(({ name, unit }) => {
      const value = columns.texts.get(name)?.[row] ?? columns.numbers.get(name)?.[row] ?? NaN;
      return [name, unit === undefined ? value : `${value} ${unit}`];
    }),
  );
}

function checkVariants(base: string, { variants, name }: Pick<StudyManifest, 'variants' | 'name'>): void {
  if (!variants.includes(base)) {
    const nearest = nearestName(base, variants);
    const hint = nearest === undefined ? `; there are ${listNames(variants)}` : ` (did you mean '${nearest}'?)`;
    throw new RangeError(`the study '${name}' has no variant '${base}'${hint}`);
  }
  if (variants.length < 2) throw new RangeError(`expected two variants or more to compare, found '${base}' alone`);
}
