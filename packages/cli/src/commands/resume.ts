import type { ExitCode } from '../exit-code.ts';
import { playStudy } from './play-study.ts';
import type { PlayStudyOptions } from './play-study.ts';

/** The options of `ebb resume` and `ebb retry-failed`. */
export interface ResumeOptions extends PlayStudyOptions {
  /** The folder of a study, its key or the beginning of it, or its name. */
  readonly study: string;
  readonly replicates?: number;
}

/** Goes on with a study from what its folder holds. Throws BadInput where it is another study by now. */
export async function resume({ study, replicates, ...how }: ResumeOptions): Promise<ExitCode> {
  const { resumeStudy } = await import('@ebb/lab');
  const { open, store } = await resumeStudy(study, {
    store: how.store,
    ...(replicates === undefined ? {} : { replicates }),
  });
  return playStudy(open, { ...how, store });
}

/** Plays the failed runs of a study again, and what is missing of it. */
export async function retryFailed({ study, ...how }: ResumeOptions): Promise<ExitCode> {
  const { resumeStudy } = await import('@ebb/lab');
  const { open, store, folder } = await resumeStudy(study, { store: how.store });
  await folder.dropFailures();
  return playStudy(open, { ...how, store });
}
