import { listNames } from '@ebb/engine';
import { StudyFolder } from '@ebb/results/store';
import type { ComparableStudy } from '../compare/compare.ts';
import { measureWords } from '../compare/measure-words.ts';
import { makeDesign } from '../design/make-design.ts';
import { morrisPoints } from '../design/morris-points.ts';
import { saltelliPoints } from '../design/saltelli-points.ts';
import { designKey, readVary } from '../design/vary-schema.ts';
import type { DesignSpec, Vary } from '../design/vary.ts';
import { morrisScreening } from './morris-screening.ts';
import type { MorrisScreening } from './morris-screening.ts';
import { morrisText } from './morris-text.ts';
import { sobolIndices } from './sobol-indices.ts';
import type { SobolIndices } from './sobol-indices.ts';
import { sobolText } from './sobol-text.ts';
import { studyRuns } from './study-runs.ts';

/** What is asked of a study, and how. */
export interface SensitivityOptions {
  /** A metric, or an event such as `metric < 0.9`. */
  readonly metric: string;
  /** The first of the study unless given. */
  readonly variant?: string;
  /** 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; 500 unless given. */
  readonly resamples?: number;
  /** Of the bootstrap's draws; 1 unless given. */
  readonly seed?: string | number;
  /** The start of the scenario in microseconds since the epoch, for events such as `metric.at < 20:50`. */
  readonly startUs?: number;
}

/** Which axes of a study matter. */
export interface Sensitivity {
  readonly study: string;
  readonly title: string;
  readonly variant: string;
  /** What it is about, in words. */
  readonly measure: string;
  readonly unit?: string;
  readonly found: MorrisScreening | SobolIndices;
  /** What is to be known of runs without a number. */
  readonly notes: readonly string[];
  /** What a person reads. */
  table(): string;
}

/**
 * Says which axes of a study, open or by the path of its folder, matter for a metric: by Morris's method where it has a `morris` design,
 * by Sobol' indices where it has a `saltelli` design. Throws a RangeError where the study varies nothing or one axis alone, where the design is crossed with
 * another, and, with the nearest name, for a metric or variant that is not there.
 */
export async function sensitivity(from: ComparableStudy | string, options: SensitivityOptions): Promise<Sensitivity> {
  const study = typeof from === 'string' ? await StudyFolder.open(from) : from;
  const { manifest } = study;
  const { metric, variant = manifest.variants[0]!, level = 0.95, resamples, seed = 1, startUs } = options;
  const { design, names } = await designOf(manifest);
  const read = await studyRuns(study, { metric, variants: [variant], ...(startUs === undefined ? {} : { startUs }) });
  const { measure, unit } = read;
  if (measure.kind === 'quantile' || measure.kind === 'tail') {
    const instead = `give ${measure.column}, or an event on it`;
    throw new RangeError(
      `'${measure.text}': sensitivity is of a metric's mean or of an event's probability; ${instead}`,
    );
  }
  const [{ runs, notes }] = read.variants as [(typeof read.variants)[number]];
  const how = { level, seed, ...(resamples === undefined ? {} : { resamples }) };
  const found = analyse(design, { names, runs }, how);
  const head = { study: manifest.name, title: manifest.title, variant, measure: measureWords(measure) };
  const all = { ...head, ...(unit === undefined ? {} : { unit }), found, notes };
  return { ...all, table: () => textOf(all) };
}

function analyse(
  design: DesignSpec,
  { names, runs }: Pick<Parameters<typeof morrisScreening>[0], 'names' | 'runs'>,
  options: Parameters<typeof morrisScreening>[1],
): Sensitivity['found'] {
  if ('morris' in design) return morrisScreening({ names, steps: morrisPoints(design).steps(), runs }, options);
  if (!('saltelli' in design)) throw new RangeError('expected a morris or a saltelli design');
  const points = saltelliPoints(design);
  const rows = Array.from({ length: points.rows }, (_, index) => points.row(index));
  return sobolIndices({ names, rows, runs }, options);
}

/** The design of a study that samples its axes together, with the names of its axes. */
async function designOf({
  name,
  form,
  points,
}: ComparableStudy['manifest']): Promise<{ readonly design: DesignSpec; readonly names: readonly string[] }> {
  const vary = form['vary'] as Vary | undefined;
  if (vary === undefined || points < 2) {
    throw new RangeError(`the study '${name}' varies nothing: it has one point, so that no axis can matter`);
  }
  const { axes } = await makeDesign(vary);
  if (axes.length === 1) {
    const instead = 'there is nothing to share out; for where along it something breaks, search a breakpoint';
    throw new RangeError(`the study '${name}' varies one axis alone, '${axes[0]!.name}': ${instead}`);
  }
  // What is derived makes no points.
  const members = readVary(vary)
    .map(({ member }) => member)
    .filter((member) => designKey(member) !== undefined || Object.values(member).some((axis) => !isDerived(axis)));
  const designs = members.flatMap((member) => (designKey(member) === undefined ? [] : [member as DesignSpec]));
  const structured = designs.find((design) => 'morris' in design || 'saltelli' in design);
  const kinds = members.map((member) => designKey(member) ?? listNames(Object.keys(member)));
  if (structured === undefined) {
    throw new RangeError(
      `the study '${name}' has neither a morris nor a saltelli design (it has ${listNames(kinds)}), on which sensitivity rests`,
    );
  }
  if (members.length > 1) {
    const kind = designKey(structured)!;
    const others = kinds.filter((_, index) => members[index] !== structured);
    const instead = `put those axes into the design, or make them variants`;
    throw new RangeError(`the ${kind} design of '${name}' is crossed with ${listNames(others)}: ${instead}`);
  }
  const paths = Object.keys(
    'morris' in structured ? structured.morris : 'saltelli' in structured ? structured.saltelli : {},
  );
  return { design: structured, names: paths.map((path) => axes.find((axis) => axis.path === path)?.name ?? path) };
}

function isDerived(axis: unknown): boolean {
  return typeof axis === 'object' && axis !== null && 'derive' in axis;
}

function textOf({ study, title, variant, measure, unit, found, notes }: Omit<Sensitivity, 'table'>): string {
  const size =
    found.method === 'morris'
      ? `${found.trajectories} trajectories × ${found.replicates} seeds`
      : `${found.rows} base points × ${found.replicates} seeds`;
  const how = found.method === 'morris' ? 'Morris screening' : "Sobol' indices";
  const head = `${title} (${study}): what moves ${measure} in '${variant}'\n${how}, ${size}`;
  const body = found.method === 'morris' ? morrisText(found, unit) : sobolText(found);
  return [head, '', body + notes.map((note) => `${note}\n`).join('')].join('\n');
}
