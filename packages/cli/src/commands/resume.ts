import type { ExitCode } from '../exit-code.ts';
import { askedFolder } from './asked-study.ts';
import { playStudy } from './play-study.ts';
import type { PlayStudyOptions } from './play-study.ts';

/** The options of `ebb resume` and `ebb retry-failed`. */
export interface ResumeOptions extends PlayStudyOptions {
  /** The file of a study, its folder, its key or the beginning of it, or its name. */
  readonly study: string;
  readonly replicates?: number;
}

/** Goes on with a study from what its folder holds. Throws BadInput where it is another study by now. */
export async function resume({ study, replicates, ...how }: ResumeOptions): Promise<ExitCode> {
  const { resumeStudy } = await import('@ebb/lab');
  const { open, store } = await resumeStudy((await askedFolder(study, how.store)).path, {
    ...(replicates === undefined ? {} : { replicates }),
  });
  return playStudy(open, { ...how, store });
}

/** Plays the failed runs of a study again, and what is missing of it. */
export async function retryFailed({ study, ...how }: ResumeOptions): Promise<ExitCode> {
  const { resumeStudy } = await import('@ebb/lab');
  const { open, store, folder } = await resumeStudy((await askedFolder(study, how.store)).path);
  await folder.dropFailures();
  return playStudy(open, { ...how, store });
}
