import type { StudyRun } from '@ebb/results';
import { digest, runKey } from '../address/run-key.ts';
import type { RunOrder } from './executor.ts';
import type { PlayedRun } from './play-run.ts';

/** Makes a row of a study's table of a run that is over. */
export function studyRunOf(order: RunOrder, played: Omit<PlayedRun, 'seed' | 'seconds'>, build: string): StudyRun {
  const { point, variant, seed, values, changes } = order;
  const { world, traceHash, events, metrics, fault } = played;
  // What makes no scenario has no world; what was asked for is its address then.
  const address = world === '' ? digest([build, 'no world', JSON.stringify(changes)]) : world;
  const run = { run: runKey(address, seed), point, variant, seed, values, traceHash, events, metrics };
  return fault === undefined ? run : { ...run, fault };
}

/** The row of a run that took the whole process along, so often that it is not played any more. */
export function poisonRunOf(order: RunOrder, build: string, times: number): StudyRun {
  const message = `the process that played it ended without a word, ${times} times`;
  return studyRunOf(order, { world: '', traceHash: '', events: 0, metrics: [], fault: { message } }, build);
}
