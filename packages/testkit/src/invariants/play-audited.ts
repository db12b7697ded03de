import { loadScenarioText, scenarioFromObject, simulate } from '@ebb/engine';
import type { LoadedScenario, SimulateOptions } from '@ebb/engine';
import type { RunResult } from '@ebb/results';
import { MemorySink } from './memory-sink.ts';
import type { Row } from './memory-sink.ts';

/** A scenario as a test has it: the text of a file, the object that such a text means, or what was loaded already. */
export type ScenarioSource = string | Readonly<Record<string, unknown>> | LoadedScenario;

/** How a scenario is played in a test; the plugins that it names are all handed over. */
export type PlayOptions = Partial<Pick<SimulateOptions, 'seed' | 'plugins' | 'record' | 'audit' | 'instantBudget'>>;

/** What a run left behind, tables included. */
export interface PlayedRun extends RunResult {
  /** The rows of a table; all tables are there unless `record` says otherwise. */
  rows(table: string): readonly Row[];
}

/** A run that did not hold what every run must; the message says which, with the seed. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Plays a scenario to its end, however that comes, with every table in memory; seed 1 and all tables when not told. */
export async function play(source: ScenarioSource, options: PlayOptions = {}): Promise<PlayedRun> {
  const sink = new MemorySink();
  const result = await simulate(await load(source), { seed: 1, record: 'all', ...options, host: { sink } });
  return { ...result, rows: (table) => sink.rows(table) };
}

/**
 * Plays a scenario with an audit at every fact. Throws an InvariantError unless the run came to its end and every atom and
 * every lot is accounted for.
 */
export async function playAudited(source: ScenarioSource, options: PlayOptions = {}): Promise<PlayedRun> {
  const run = await play(source, { ...options, audit: true });
  const { status, seed } = run.manifest;
  if (status !== 'completed') throw new InvariantError(`${run.verdict} (seed ${seed})`);
  if (run.conservation?.balanced !== true) {
    throw new InvariantError(`${run.conservation?.sentence ?? 'nothing was counted'} (seed ${seed})`);
  }
  return run;
}

/** Loads what a test gives as a scenario. */
export function load(source: ScenarioSource): Promise<LoadedScenario> {
  if (typeof source === 'string') return loadScenarioText(source, 'test.yaml');
  return isLoaded(source) ? Promise.resolve(source) : scenarioFromObject(source, { name: 'test' });
}

function isLoaded(source: Exclude<ScenarioSource, string>): source is LoadedScenario {
  return 'scenario' in source && 'sources' in source;
}
