import { StudyFolder } from '@ebb/results/store';
import { bindMeasure, parseMeasure } from '../measure/measure.ts';
import type { BoundMeasure } from '../measure/measure.ts';
import { observe } from '../compare/observations.ts';
import type { Observations } from '../compare/observations.ts';
import type { PlayVariants } from '../compare/play-variants.ts';
import { runUntilHalfWidth } from '../compare/run-until-half-width.ts';
import type { HalfWidthOptions, HalfWidthRun, PlaySeeds } from '../compare/run-until-half-width.ts';
import { STORE, runStudy } from './run-study.ts';
import type { RunStudyOptions } from './run-study.ts';
import type { Study } from './study.ts';

/** A study that is played with more seeds as they are asked for. */
export interface GrowingStudy {
  readonly study: Pick<Study, 'open'>;
  /** What is asked of its runs; see `parseMeasure`. A mean or an event. */
  readonly metric: string;
  /** How its runs are played. */
  readonly how?: Omit<RunStudyOptions, 'only'>;
}

/** A study was ended before what was asked of it was played. */
export class GrowthInterrupted extends Error {
  override readonly name = 'SearchInterrupted';
}

/** How surely a variant differs from the base when its replicates stop. */
export interface VariantWidth extends HalfWidthRun {
  readonly variant: string;
}

/** A study that has grown as far as was asked. */
export interface GrownStudy {
  readonly widths: readonly VariantWidth[];
  /** That of the metric; `fraction` of an event. */
  readonly unit: string | undefined;
  /** Asks for as many seeds as the variant that needed most. */
  readonly folder: StudyFolder;
}

/**
 * Plays a study with more seeds until the interval of each variant's difference from the base is narrow enough; of a study with one
 * variant, that of the variant itself. A seed's number is the mean over the points. See `runUntilHalfWidth`.
 */
export async function growUntilHalfWidth(
  growing: GrowingStudy,
  options: Omit<HalfWidthOptions, 'of'> & { readonly base?: string },
): Promise<GrownStudy> {
  const { manifest } = await growing.study.open({ replicates: 1 });
  const { base = manifest.variants[0]!, ...width } = options;
  const others = manifest.variants.filter((name) => name !== base);
  const widths: VariantWidth[] = [];
  for (const variant of others.length === 0 ? [base] : others) {
    const play: PlaySeeds = async (seeds) => {
      const observed = await observeSeeds(growing, [base, variant], seeds);
      const [own, beside] = [valuesOf(observed, variant, seeds), valuesOf(observed, base, seeds)];
      return variant === base ? own : own.map((value, at) => value - beside[at]!);
    };
    const found = await runUntilHalfWidth(play, { ...width, firstSeed: manifest.firstSeed });
    widths.push({ variant, ...found });
  }
  const replicates = Math.max(...widths.map(({ played }) => played));
  const open = await growing.study.open({ replicates, atMost: Infinity });
  const folder = await StudyFolder.create(growing.how?.store ?? STORE, open.manifest);
  return { widths, folder, unit: await metricUnit(folder, growing.metric) };
}

/** Makes a study the player of a procedure that ranks its variants: of each variant just the seeds that are asked for are played. */
export function variantsPlayer(growing: GrowingStudy): PlayVariants {
  return async (orders) => {
    const seeds = new Map(orders.map(({ variant, seeds: asked }) => [variant, new Set(asked)]));
    const all = orders.flatMap((order) => order.seeds);
    const observed = await observeSeeds(growing, [...seeds.keys()], all, (variant, seed) =>
      seeds.get(variant)!.has(seed),
    );
    return orders.map((order) => valuesOf(observed, order.variant, order.seeds));
  };
}

async function observeSeeds(
  { study, how = {}, metric }: GrowingStudy,
  variants: readonly string[],
  seeds: readonly number[],
  isAsked: (variant: string, seed: number) => boolean = () => true,
): Promise<Observations> {
  const { firstSeed } = (await study.open({ replicates: 1 })).manifest;
  const wanted = new Set(seeds);
  const open = await study.open({ replicates: Math.max(...seeds) - firstSeed + 1, atMost: Infinity });
  const only = ({ variant, seed }: { readonly variant: string; readonly seed: number }): boolean =>
    variants.includes(variant) && wanted.has(seed) && isAsked(variant, seed);
  const folder = await runStudy(open, { ...how, only });
  if (how.signal?.aborted === true) throw new GrowthInterrupted('the study was ended before it was large enough');
  const measure = await measureIn(folder, metric);
  return observe(await folder.columns([measure.column]), measure, open.manifest);
}

/** The unit of what is asked of the runs of a study; `fraction` of an event. Throws a RangeError for a metric that no run measures. */
export async function metricUnit(folder: StudyFolder, metric: string): Promise<string | undefined> {
  const { kind, unit } = await measureIn(folder, metric);
  return kind === 'event' ? 'fraction' : unit;
}

async function measureIn(folder: StudyFolder, metric: string): Promise<BoundMeasure> {
  const measure = bindMeasure(parseMeasure(metric), { units: await folder.metricUnits() });
  if (measure.kind === 'mean' || measure.kind === 'event') return measure;
  throw new RangeError(`expected a mean or an event, of which every run has a number of its own, found '${metric}'`);
}

/** What a variant came to with each seed: the mean over the points; NaN where one of them has no number. */
function valuesOf({ places, variants }: Observations, variant: string, seeds: readonly number[]): readonly number[] {
  const own = variants.find((each) => each.variant === variant)!;
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [at, { seed }] of places.entries()) {
    const so = sums.get(seed) ?? { sum: 0, count: 0 };
    sums.set(seed, { sum: so.sum + own.values[at]!, count: so.count + 1 });
  }
  return seeds.map((seed) => {
    const { sum, count } = sums.get(seed) ?? { sum: NaN, count: 1 };
    return sum / count;
  });
}
