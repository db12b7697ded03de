import { StudyFolder } from '@ebb/results/store';
import { statisticOf } from '../compare/compare-variant.ts';
import type { ComparableStudy } from '../compare/compare.ts';
import { measureWords } from '../compare/measure-words.ts';
import { regretOverConditions } from './regret-over-conditions.ts';
import type { Regret } from './regret-over-conditions.ts';
import { regretTable } from './regret-table.ts';
import { studyRuns } from './study-runs.ts';
import { columnsOf, variedBy } from './varied-axes.ts';

/** What is asked of a study, and how. */
export interface RegretOptions {
  /** A metric, a quantile or tail of one, or an event such as `metric < 0.9`, whose probability is then meant. */
  readonly metric: string;
  /** Whether the most or the least of it is best. */
  readonly goal: 'max' | 'min';
  /** An event that is asked of every run, as in `metric >= 0.9`: in which share of runs each variant keeps to it is told. */
  readonly keep?: string;
  /** Whether the points are a sample of conditions, so that intervals know of others too. */
  readonly sampled?: boolean;
  /** All unless given. */
  readonly variants?: readonly string[];
  /** 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; 1,000 unless given. */
  readonly resamples?: number;
  /** Of the bootstrap's draws; 1 unless given. */
  readonly seed?: string | number;
  /** The start of the scenario in microseconds since the epoch, for events such as `metric.at < 20:50`. */
  readonly startUs?: number;
}

/** Which variant of a study to choose. */
export interface StudyRegret {
  readonly study: string;
  readonly title: string;
  /** What it is about, in words. */
  readonly measure: string;
  readonly unit?: string;
  /** What each point of the study is, as in `drop = 0.11`. */
  readonly conditions: readonly string[];
  readonly keep?: string;
  readonly found: Regret;
  /** What is to be known of runs without a number. */
  readonly notes: readonly string[];
  /** What a person reads. */
  table(): string;
}

const RESAMPLES = 1_000;

/**
 * Says which variant of a study, open or by the path of its folder, to choose when nobody knows which of its points comes: the regret of
 * each variant at each point, see `regretOverConditions`. Throws a RangeError where there is one variant alone, where the study varies
 * nothing, and, with the nearest name, for a metric or variant that is not there.
 */
export async function regret(from: ComparableStudy | string, options: RegretOptions): Promise<StudyRegret> {
  const study = typeof from === 'string' ? await StudyFolder.open(from) : from;
  const { manifest } = study;
  const { metric, goal, keep, sampled = false, variants = manifest.variants, level = 0.95, startUs } = options;
  const { resamples = RESAMPLES, seed = 1 } = options;
  if (variants.length < 2)
    throw new RangeError(`expected two variants or more to choose from, found '${variants[0]}' alone`);
  const { names, units, columns } = columnsOf(await variedBy(manifest));
  const of = { variants, ...(startUs === undefined ? {} : { startUs }) };
  const read = await studyRuns(study, { metric, ...of });
  const kept = keep === undefined ? undefined : await studyRuns(study, { metric: keep, ...of });
  if (kept !== undefined && kept.measure.kind !== 'event') {
    throw new RangeError(
      `what runs are to keep to is an event, as in '${kept.measure.column} >= 0.9'; '${keep}' is none`,
    );
  }
  const { measure, unit } = read;
  const found = regretOverConditions(
    {
      variants,
      runs: read.variants.map(({ runs }) => runs),
      goal,
      sampled,
      ...(measure.kind === 'quantile' || measure.kind === 'tail' ? { statistic: statisticOf(measure) } : {}),
      ...(kept === undefined ? {} : { satisficing: kept.variants.map(({ runs }) => runs) }),
    },
    { level, resamples, seed },
  );
  const all = {
    study: manifest.name,
    title: manifest.title,
    measure: measureWords(measure),
    ...(unit === undefined ? {} : { unit }),
    conditions: Array.from({ length: manifest.points }, (_, point) =>
      names.map((name, axis) => `${name} = ${valueText(columns[axis]![point]!, units[axis])}`).join(', '),
    ),
    ...(kept === undefined ? {} : { keep: kept.measure.text }),
    found,
    notes: read.variants.flatMap(({ notes }) => notes),
  };
  return { ...all, table: () => textOf(all) };
}

function textOf({ study, title, measure, unit, conditions, keep, found, notes }: Omit<StudyRegret, 'table'>): string {
  const head = `${title} (${study}): what to choose by ${measure}`;
  const options = {
    conditions,
    ...(unit === undefined ? {} : { unit }),
    ...(keep === undefined ? {} : { event: keep }),
  };
  return [head, regretTable(found, options) + notes.map((note) => `${note}\n`).join('')].join('\n');
}

function valueText(value: number | string, unit: string | undefined): string {
  const text = typeof value === 'number' ? `${Number(value.toPrecision(4))}` : value;
  return unit === undefined ? text : `${text} ${unit}`;
}
