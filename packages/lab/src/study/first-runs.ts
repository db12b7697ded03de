import type { StudyFolder } from '@ebb/results/store';
import type { Executor, Work, WorkProgress } from '../execute/executor.ts';
import { studyOrders } from './open-study.ts';
import type { OpenStudy } from './open-study.ts';

/** How the first runs are played. */
export interface FirstRuns {
  readonly executor: Executor;
  readonly work: Omit<Work, 'orders' | 'total' | 'onProgress'>;
  /** How many runs are to be played in all. */
  readonly total: number;
  readonly onProgress: ((progress: WorkProgress) => void) | undefined;
}

/**
 * Plays the first run of each variant before all others where a study names metrics and nothing in its folder tells yet what runs
 * measure, and gives how many that were. On parts of many machines nothing is played first, as each has other runs.
 */
export async function playFirst(
  study: OpenStudy,
  folder: StudyFolder,
  { executor, work, total, onProgress }: FirstRuns,
): Promise<number> {
  const { manifest, variants } = study;
  const isAsked = study.refuseUnmeasured !== undefined && manifest.form['metrics'] !== undefined;
  if (!isAsked || folder.known > 0 || executor.name !== 'local' || total <= variants.length) return 0;
  const isFirst = ({ point, seed }: { readonly point: number; readonly seed: number }): boolean =>
    point === 0 && seed === manifest.firstSeed;
  const orders = studyOrders({ ...study, design: { ...study.design, size: 1 } }, (place) => !isFirst(place));
  await executor.execute({
    ...work,
    orders,
    total: variants.length,
    ...(onProgress === undefined
      ? {}
      : {
          onProgress: (progress) =>
            onProgress({ ...progress, total, share: (progress.share * variants.length) / total }),
        }),
  });
  return variants.length;
}

/** Tells how far all runs are from how far those are that follow some that are over. */
export function following(
  before: number,
  total: number,
  onProgress: (progress: WorkProgress) => void,
): (progress: WorkProgress) => void {
  return ({ done, share, ...rest }) =>
    onProgress({ ...rest, done: done + before, total, share: (share * (total - before) + before) / total });
}
