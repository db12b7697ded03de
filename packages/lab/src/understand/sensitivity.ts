import { listNames } from '@ebb/engine';
import { StudyFolder } from '@ebb/results/store';
import type { ComparableStudy } from '../compare/compare.ts';
import { measureWords } from '../compare/measure-words.ts';
import { morrisPoints } from '../design/morris-points.ts';
import { saltelliPoints } from '../design/saltelli-points.ts';
import { designKey } from '../design/vary-schema.ts';
import type { MorrisDesign, SaltelliDesign } from '../design/vary.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { morrisScreening } from './morris-screening.ts';
import type { MorrisScreening } from './morris-screening.ts';
import { morrisText } from './morris-text.ts';
import { pawn } from './pawn.ts';
import type { PawnIndices, PawnRuns, Tail } from './pawn.ts';
import { pawnText } from './pawn-text.ts';
import { sobolIndices } from './sobol-indices.ts';
import type { SobolIndices } from './sobol-found.ts';
import { sobolText } from './sobol-text.ts';
import { studyRuns } from './study-runs.ts';
import { columnsOf, variedBy } from './varied-axes.ts';
import type { Varied } from './varied-axes.ts';

/** What is asked of a study, and how. */
export interface SensitivityOptions {
  /** A metric, or an event such as `metric < 0.9`. */
  readonly metric: string;
  /** The first of the study unless given. */
  readonly variant?: string;
  /** What the design allows unless given; `pawn` takes any points. */
  readonly method?: 'pawn';
  /** With `pawn`: in how many slices an axis is cut, 10 unless given, and the part of the distribution that is looked at, all unless given. */
  readonly slices?: number;
  readonly tail?: Tail;
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
  readonly found: MorrisScreening | SobolIndices | PawnIndices;
  /** What is to be known of runs without a number. */
  readonly notes: readonly string[];
  /** What a person reads. */
  table(): string;
}

/**
 * Says which axes of a study, open or by the path of its folder, matter for a metric: by Morris's method where it has a `morris` design,
 * by Sobol' indices where it has a `saltelli` design, by PAWN indices otherwise. Throws a RangeError where the study varies nothing or one
 * axis alone, where one of the two designs is crossed with something else, and, with the nearest name, for a metric or variant that is not there.
 */
export async function sensitivity(from: ComparableStudy | string, options: SensitivityOptions): Promise<Sensitivity> {
  const study = typeof from === 'string' ? await StudyFolder.open(from) : from;
  const { manifest } = study;
  const { metric, variant = manifest.variants[0]!, level = 0.95, resamples, seed = 1, startUs } = options;
  const varied = await variedBy(manifest);
  refuseLoneAxis(varied, manifest.name);
  const structured = options.method === 'pawn' ? undefined : structuredOf(varied, manifest.name);
  const isCut = options.tail !== undefined || options.slices !== undefined;
  if (isCut && structured !== undefined) {
    throw new RangeError(
      `slices and tails are of the method pawn; '${manifest.name}' has a ${designKey(structured)} design`,
    );
  }
  const read = await studyRuns(study, { metric, variants: [variant], ...(startUs === undefined ? {} : { startUs }) });
  const { measure, unit } = read;
  if (measure.kind === 'quantile' || measure.kind === 'tail') {
    const instead = `give ${measure.column}, or an event on it`;
    throw new RangeError(
      `'${measure.text}': sensitivity is of a metric's mean or of an event's probability; ${instead}`,
    );
  }
  const { runs, notes } = read.variants[0]!;
  const how = { level, seed, ...(resamples === undefined ? {} : { resamples }) };
  const found =
    structured === undefined
      ? pawn({ ...columnsOf(varied), runs, ...cutOf(options) }, how)
      : analyse(structured, { names: namesOf(structured, varied), runs }, how);
  const words = found.method === 'pawn' && measure.kind === 'mean' ? measure.column : measureWords(measure);
  const head = { study: manifest.name, title: manifest.title, variant, measure: words };
  const all = { ...head, ...(unit === undefined ? {} : { unit }), found, notes };
  return { ...all, table: () => textOf(all) };
}

function refuseLoneAxis({ axes }: Varied, name: string): void {
  if (axes.length === 1) {
    const instead = 'there is nothing to share out; for where along it something breaks, search a breakpoint';
    throw new RangeError(`the study '${name}' varies one axis alone, '${axes[0]!.name}': ${instead}`);
  }
}

/** The Morris or Saltelli design of a study, if it has one; refuses one that is crossed with something else. */
function structuredOf({ members }: Varied, name: string): MorrisDesign | SaltelliDesign | undefined {
  const structured = members.find((member) => 'morris' in member || 'saltelli' in member);
  if (structured === undefined) return undefined;
  if (members.length > 1) {
    const others = members.filter((member) => member !== structured);
    const kinds = others.map((member) => designKey(member) ?? listNames(Object.keys(member)));
    const instead = 'put those axes into the design, make them variants, or ask for the method pawn';
    throw new RangeError(
      `the ${designKey(structured)} design of '${name}' is crossed with ${listNames(kinds)}: ${instead}`,
    );
  }
  return structured as MorrisDesign | SaltelliDesign;
}

function analyse(
  design: MorrisDesign | SaltelliDesign,
  { names, runs }: Pick<Parameters<typeof morrisScreening>[0], 'names' | 'runs'>,
  options: BootstrapOptions,
): MorrisScreening | SobolIndices {
  if ('morris' in design) return morrisScreening({ names, steps: morrisPoints(design).steps(), runs }, options);
  const points = saltelliPoints(design);
  const rows = Array.from({ length: points.rows }, (_, index) => points.row(index));
  return sobolIndices({ names, rows, runs }, options);
}

/** The names of a design's axes, in its own order. */
function namesOf(design: MorrisDesign | SaltelliDesign, { axes }: Varied): readonly string[] {
  const paths = Object.keys('morris' in design ? design.morris : design.saltelli);
  return paths.map((path) => axes.find((axis) => axis.path === path)?.name ?? path);
}

function cutOf({ slices, tail }: SensitivityOptions): Pick<PawnRuns, 'slices' | 'tail'> {
  return { ...(slices === undefined ? {} : { slices }), ...(tail === undefined ? {} : { tail }) };
}

function textOf({ study, title, variant, measure, unit, found, notes }: Omit<Sensitivity, 'table'>): string {
  const head = `${title} (${study}): what moves ${measure} in '${variant}'\n${methodText(found)} × ${found.replicates} ${found.replicates === 1 ? 'seed' : 'seeds'}`;
  const body =
    found.method === 'sobol'
      ? sobolText(found)
      : found.method === 'morris'
        ? morrisText(found, unit)
        : pawnText(found, unit);
  return [head, '', body + notes.map((note) => `${note}\n`).join('')].join('\n');
}

function methodText(found: Sensitivity['found']): string {
  switch (found.method) {
    case 'morris':
      return `Morris screening, ${found.trajectories} trajectories`;
    case 'sobol':
      return `Sobol' indices, ${found.rows} base points`;
    case 'pawn':
      return `PAWN indices, ${found.points} points`;
  }
}
