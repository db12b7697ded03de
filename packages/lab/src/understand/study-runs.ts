import { listNames, nearestName } from '@ebb/engine';
import { measuredIn } from '../compare/compare.ts';
import type { ComparableStudy } from '../compare/compare.ts';
import { bindMeasure, parseMeasure } from '../measure/measure.ts';
import type { BoundMeasure } from '../measure/measure.ts';
import { observe } from '../compare/observations.ts';
import type { VariantObservations } from '../compare/observations.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** What the runs of one variant of a study came to at each of its points. */
export interface StudyRuns {
  readonly variant: string;
  /** Runs with the same place at two points had the same seed. Points that were not played have NaN alone. */
  readonly runs: RunsAtPoints;
  /** What is to be known of runs without a number. */
  readonly notes: readonly string[];
}

/** Runs of some variants of a study in one measure. */
export interface MeasuredStudy {
  readonly measure: BoundMeasure;
  /** That of the measure: `fraction` of an event. */
  readonly unit: string | undefined;
  readonly variants: readonly StudyRuns[];
}

/** Which runs of a study are read. */
export interface StudyRunsOptions {
  /** See `parseMeasure`. */
  readonly metric: string;
  /** All unless given. */
  readonly variants?: readonly string[];
  /** The start of the scenario in microseconds since the epoch, for events such as `metric.at < 20:50`. */
  readonly startUs?: number;
}

/**
 * Reads what the runs of a study came to, by point and seed. Throws a RangeError, with the nearest name, for a metric that no run
 * measures and for a variant that the study does not have, and where no run has a number.
 */
export async function studyRuns(study: ComparableStudy, options: StudyRunsOptions): Promise<MeasuredStudy> {
  const { manifest } = study;
  const { metric, variants = manifest.variants, startUs } = options;
  for (const variant of variants) checkVariant(variant, manifest);
  const written = parseMeasure(metric);
  const axes = manifest.axes.map(({ name }) => name);
  const columns = await study.columns([written.kind === 'event' ? written.condition.metric : written.metric]);
  const units = measuredIn(await study.columnNames(), axes, columns);
  const measure = bindMeasure(written, { units, ...(startUs === undefined ? {} : { startUs }) });
  const observed = observe(columns, measure, manifest);
  const seeds = [...new Set(observed.places.map(({ seed }) => seed))].sort((left, right) => left - right);
  const place = new Map(seeds.map((seed, index) => [seed, index]));
  const read = variants.map((variant): StudyRuns => {
    const own = observed.variants.find((each) => each.variant === variant)!;
    const runs = Array.from({ length: manifest.points }, () => new Float64Array(seeds.length).fill(NaN));
    observed.places.forEach(({ point, seed }, index) => {
      runs[point]![place.get(seed)!] = own.values[index]!;
    });
    if (own.values.every((value) => Number.isNaN(value))) {
      throw new RangeError(`no run of '${variant}' has a number for '${measure.text}'`);
    }
    return { variant, runs, notes: notesOf(own, measure) };
  });
  return { measure, unit: measure.kind === 'event' ? 'fraction' : measure.unit, variants: read };
}

/** Refuses a variant that a study does not have, with the nearest name. */
export function checkVariant(
  variant: string,
  { variants, name }: Pick<ComparableStudy['manifest'], 'variants' | 'name'>,
): void {
  if (variants.includes(variant)) return;
  const nearest = nearestName(variant, variants);
  const hint = nearest === undefined ? `; there are ${listNames(variants)}` : ` (did you mean '${nearest}'?)`;
  throw new RangeError(`the study '${name}' has no variant '${variant}'${hint}`);
}

function notesOf({ variant, failed, unmeasured, missing }: VariantObservations, measure: BoundMeasure): string[] {
  const said: string[] = [];
  const runs = (count: number, one: string, more: string): string =>
    count === 1 ? `1 run of '${variant}' ${one}` : `${count} runs of '${variant}' ${more}`;
  if (failed > 0)
    said.push(`${runs(failed, 'broke and is', 'broke and are')} left out; what broke may be what matters.`);
  if (unmeasured > 0 && measure.kind !== 'event') {
    said.push(`${runs(unmeasured, 'has', 'have')} no number for ${measure.text}: the rest may not be typical.`);
  }
  if (missing > 0) said.push(`${runs(missing, 'is', 'are')} still to be played.`);
  return said;
}
