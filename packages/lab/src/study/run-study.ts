import { StudyFolder } from '@ebb/results/store';
import type { RunPlace } from '@ebb/results/store';
import type { Executor, Work } from '../execute/executor.ts';
import { local } from '../execute/local.ts';
import { following, playFirst } from './first-runs.ts';
import { adoptKnown } from './adopt-known.ts';
import { studyOrders } from './open-study.ts';
import type { OpenStudy } from './open-study.ts';

/** Where studies are kept, from the working folder. */
export const STORE = 'runs/store';

/** How a study is played. */
export interface RunStudyOptions extends Pick<Work, 'tries' | 'watchdogSeconds' | 'signal' | 'onProgress'> {
  /** Who plays it; this machine's processors unless given. */
  readonly executor?: Executor;
  /** The folder of all studies; `runs/store` unless given. */
  readonly store?: string;
  /** Which of its runs are played; all unless given. */
  readonly only?: (place: RunPlace) => boolean;
  /** Whether runs that other studies of the store have played are taken over; true unless given. */
  readonly adopt?: boolean;
}

/**
 * Plays what is missing of a study and gives its folder. What is in the folder is not played again, nor what another study
 * of the store has played under the same rules. Stopped by the signal, or by a fault of the disk, it goes on from there when it is
 * called again. The first run of each variant is played before all others where the study names metrics: BadInput tells a name that no
 * run measures. Throws what executors throw.
 */
export async function runStudy(study: OpenStudy, options: RunStudyOptions = {}): Promise<StudyFolder> {
  const { executor = local(), store = STORE, adopt = true, only = () => true, ...how } = options;
  const folder = await StudyFolder.create(store, study.manifest);
  if (adopt) await adoptKnown(study, folder, store);
  const before = await folder.state();
  const isThere = (place: RunPlace): boolean => folder.has(place) !== undefined || !only(place);
  const total = options.only === undefined ? before.missing : countOf(studyOrders(study, isThere));
  if (total > 0 && how.signal?.aborted !== true) {
    const { onProgress, ...rest } = how;
    const work = { ...rest, request: study.request, folder };
    const first =
      options.only === undefined ? await playFirst(study, folder, { executor, work, total, onProgress }) : 0;
    study.refuseUnmeasured?.(await folder.metricUnits());
    const secondsPerRun = before.completed > 0 ? before.seconds / before.completed : undefined;
    await executor.execute({
      ...work,
      orders: studyOrders(study, isThere),
      total: total - first,
      ...(onProgress === undefined ? {} : { onProgress: following(first, total, onProgress) }),
      ...(secondsPerRun === undefined ? {} : { secondsPerRun }),
    });
  }
  await folder.finishIfWhole();
  return folder;
}

function countOf(orders: Iterable<unknown>): number {
  let count = 0;
  for (const _ of orders) count++;
  return count;
}
