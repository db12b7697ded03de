import type { Study } from '@ebb/lab';
import type { StudyFolder } from '@ebb/results/store';
import { given } from '../given.ts';
import { UsageError } from '../usage-error.ts';

/** Finds the folder of a study that has been played: by its file, its folder, its key or its name. */
export async function askedFolder(asked: string, store: string): Promise<StudyFolder> {
  const { findStudy, listStudyKeys } = await import('@ebb/results/store');
  if (!isStudyFile(asked)) return findStudy(store, asked);
  const { readStudy } = await import('@ebb/lab');
  const { key } = (await readStudy(asked).open({ atMost: Infinity })).manifest;
  if ((await listStudyKeys(store)).includes(key)) return findStudy(store, key);
  throw new UsageError(`ebb: the study of ${asked} has not been played as it is now; play it with: ebb sweep ${asked}`);
}

/** The study that is meant, to be played on with any number of seeds: by its file, its folder, its key or its name. */
export async function askedStudy(asked: string, store: string): Promise<Pick<Study, 'open'>> {
  const { readStudy, resumeStudy } = await import('@ebb/lab');
  if (isStudyFile(asked)) return readStudy(asked);
  return { open: async ({ replicates } = {}) => (await resumeStudy(asked, { store, ...given({ replicates }) })).open };
}

/** The metrics that a study names, for commands that are asked for none. */
export function metricsOf({ manifest }: Pick<StudyFolder, 'manifest'>, asked: readonly string[]): readonly string[] {
  if (asked.length > 0) return asked;
  const own = manifest.form['metrics'];
  if (Array.isArray(own) && own.every((each) => typeof each === 'string') && own.length > 0) return own;
  throw new UsageError(`ebb: the study ${manifest.name} names no metrics; say which with --metric`);
}

/** Whether a study is meant by its file. */
export function isStudyFile(asked: string): boolean {
  return /\.ya?ml$/.test(asked);
}
