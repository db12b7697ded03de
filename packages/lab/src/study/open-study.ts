import path from 'node:path';
import { VERSION, patchFromObject } from '@ebb/engine';
import type { CheckedDocument, Patch, Place, Plan } from '@ebb/engine';
import { openBase } from '@ebb/engine/node';
import type { StudyManifest } from '@ebb/results';
import type { Changes, Design } from '../design/design.ts';
import { DesignError } from '../design/design-error.ts';
import { makeDesign } from '../design/make-design.ts';
import type { RunOrder, StudyRequest } from '../execute/executor.ts';
import { buildHash } from '../address/build-hash.ts';
import { checkPoints } from './check-points.ts';
import { refuseMetrics, refuseNoScenario, refuseOverridden, refuseUnmeasured } from './refuse-study.ts';
import { digest, worldHash } from '../address/run-key.ts';
import type { StudyForm } from './study-form.ts';
import { openVariants } from './variants.ts';
import type { Variant } from './variants.ts';

/** More runs than these are taken for a mistake unless they are asked for. */
export const MOST_RUNS = 1_000_000;

/** A study that can be played: counted, with every path and every variant checked. */
export interface OpenStudy {
  readonly request: StudyRequest;
  readonly design: Design;
  readonly variants: readonly Variant[];
  readonly manifest: StudyManifest;
  /** Points × variants × replicates. */
  readonly runs: number;
  /** Gives the hash of the world at a point of a variant; see `worldHash`. */
  worldAt(this: void, point: number, variant: Variant): Promise<string>;
  /** Throws BadInput for a metric that the study names and that runs with these metrics do not measure. */
  refuseUnmeasured?(this: void, units: ReadonlyMap<string, string | undefined>): void;
}

/** How a study is opened. */
export interface OpenStudyOptions {
  /** The folder that paths in it are relative to; the working folder unless given. */
  readonly folder?: string;
  /** What it is called where it has no name of its own. */
  readonly name?: string;
  /** In place of its own number. */
  readonly replicates?: number;
  /** How many runs it may have. */
  readonly atMost?: number;
}

/**
 * Counts a study and checks it before anything is played: its form, its axes, its paths and values in the scenario, its
 * variants, its size. Throws BadInput with a sentence for what is wrong.
 */
export async function openStudy(
  document: CheckedDocument<StudyForm>,
  options: OpenStudyOptions = {},
): Promise<OpenStudy> {
  const { folder = '.', atMost = MOST_RUNS } = options;
  const form = document.value;
  const replicates = options.replicates ?? form.replicates ?? 1;
  const from = (file: string): string =>
    /^\.{1,2}\//.test(file) || !path.isAbsolute(file) ? path.join(folder, file) : file;
  const request: StudyRequest = {
    scenario: from(form.scenario),
    plugins: (form.plugins ?? []).map((each) => (/^[./]/.test(each) ? from(each) : each)),
  };
  const design = await designOf(document);
  const variants = await openVariants(document, folder);
  const runs = design.size * variants.length * replicates;
  if (!(runs <= atMost)) throw tooMany(document, design.size, variants.length, replicates, atMost);

  refuseMetrics(document);
  refuseOverridden(document, design, variants);
  const asked = (entry: string): Place => document.sources.at(['plugins', request.plugins.indexOf(entry)]);
  await refuseNoScenario(document, request.scenario);
  const base = await openBase({ ...request, pluginAt: asked });
  const open = async (changes: readonly Changes[], origin: string): Promise<Plan> =>
    (await base.open(changes.map((each) => patchOf(each, origin)))).plan;
  const plans = await checkPoints({ document, design, variants, open });
  const build = await buildHash();
  const worlds = plans.map((plan) => worldHash({ build, plan }));
  const firstSeed = form.seed ?? 1;
  const names = variants.map(({ name }) => name);
  const { scenario } = plans[0]!;
  const asWritten = JSON.stringify(
    [form.vary ?? null, variants.map(({ name, changes }) => [name, changes]), firstSeed],
    inFull,
  );
  const manifest: StudyManifest = {
    format: 'ebb-study-1',
    key: digest([build, ...worlds, asWritten]).slice(0, 16),
    name: form.name ?? options.name ?? scenario.name,
    scenario: scenario.name,
    title: scenario.title,
    form: { ...form, scenario: request.scenario, plugins: request.plugins, variants: variantsOf(variants) },
    axes: design.axes.map(({ name, kind, unit }) => ({ name, kind, ...(unit === undefined ? {} : { unit }) })),
    variants: names,
    points: design.size,
    replicates,
    firstSeed,
    build,
    versions: { ebb: VERSION },
    plugins: pluginsOf(plans),
  };
  return {
    request,
    design,
    variants,
    manifest,
    runs,
    refuseUnmeasured: (units) => refuseUnmeasured(document, { units, startUs: scenario.startUs }),
    worldAt: async (point, { name, changes }) =>
      worldHash({ build, plan: await open([changes, design.changes(point)], `point ${point} of ${name}`) }),
  };
}

/** The runs of a study that are not there yet: point by point, and within a point all variants of a seed after each other. */
export function* studyOrders(
  { design, variants, manifest }: OpenStudy,
  isThere: (order: Pick<RunOrder, 'point' | 'variant' | 'seed'>) => boolean,
): Generator<RunOrder> {
  const { firstSeed, replicates } = manifest;
  for (let point = 0; point < design.size; point++) {
    let made: (Pick<RunOrder, 'values'> & { readonly changes: Changes }) | undefined;
    for (let seed = firstSeed; seed < firstSeed + replicates; seed++) {
      for (const { name: variant, changes } of variants) {
        if (isThere({ point, variant, seed })) continue;
        made ??= { changes: design.changes(point), values: design.values(point) };
        yield { point, variant, seed, changes: [changes, made.changes], values: made.values };
      }
    }
  }
}

/** Writes the short form of a grid, a plain list of values, in full: the same study has one key however it is written. */
function inFull(key: string, value: unknown): unknown {
  const isShort = Array.isArray(value) && !['grid', 'list', ''].includes(key) && !/^\d+$/.test(key);
  return isShort ? { grid: value as unknown[] } : value;
}

function patchOf(changes: Changes, origin: string): Patch {
  return patchFromObject(changes, origin);
}

async function designOf(document: CheckedDocument<StudyForm>): Promise<Design> {
  try {
    return await makeDesign(document.value.vary);
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    throw document.mistake(['vary', ...error.path], error.mistake);
  }
}

function tooMany(
  document: CheckedDocument<StudyForm>,
  points: number,
  variants: number,
  replicates: number,
  atMost: number,
): Error {
  const count = (value: number): string => value.toLocaleString('en');
  const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
  const found = [counted(points, 'point'), counted(variants, 'variant'), counted(replicates, 'replicate')].join(' × ');
  const sentence =
    `the study has ${count(points * variants * replicates)} runs (${found}), and more than ${count(atMost)} ` +
    `are taken for a mistake; --at-most allows more`;
  return document.mistake([], { expected: `at most ${count(atMost)} runs`, found, sentence });
}

/** Variants as plain patches, whatever files they came from. */
function variantsOf(variants: readonly Variant[]): Readonly<Record<string, Changes>> {
  return Object.fromEntries(variants.map(({ name, changes }) => [name, changes]));
}

function pluginsOf(plans: readonly Plan[]): StudyManifest['plugins'] {
  const used = new Map<string, StudyManifest['plugins'][number]>();
  for (const { plugin, hash } of plans.flatMap((plan) => plan.used)) {
    const { kind, name, version } = plugin;
    used.set(`${kind} ${name}`, { kind, name, version, hash });
  }
  return [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plugin]) => plugin);
}
