import { stat } from 'node:fs/promises';
import path from 'node:path';
import { documentFromObject } from '@ebb/engine';
import { StoreError, findStudy } from '@ebb/results/store';
import type { StudyFolder } from '@ebb/results/store';
import { openStudy } from './open-study.ts';
import type { OpenStudy } from './open-study.ts';
import { STORE } from './run-study.ts';
import { studyFormSchema } from './study-form.ts';

/** A study as its folder has it, ready to be gone on with. */
export interface ResumedStudy {
  readonly open: OpenStudy;
  readonly folder: StudyFolder;
  /** The folder that holds it. */
  readonly store: string;
}

/**
 * Opens a study from its folder alone. Throws a StoreError when the house, the scenario or a plugin is another by now, as rows of both
 * would not belong together.
 */
export async function resumeStudy(
  asked: string,
  { store = STORE, replicates }: { readonly store?: string; readonly replicates?: number } = {},
): Promise<ResumedStudy> {
  const folder = await findStudy(store, asked);
  const { manifest } = folder;
  const document = documentFromObject(manifest.form, path.join(folder.path, 'study.json'), studyFormSchema);
  await refuseAstray(folder);
  const open = await openStudy(document, {
    name: manifest.name,
    replicates: replicates ?? manifest.replicates,
    atMost: Infinity,
  });
  if (open.manifest.key !== manifest.key) {
    const what =
      open.manifest.build === manifest.build
        ? 'its scenario or one of its plugins has'
        : 'the packages of the house have';
    const message =
      `Cannot go on with the study ${manifest.key} at ${folder.path}: ${what} changed since, and its rows would not ` +
      `belong together. Start it anew with 'ebb sweep'.`;
    throw new StoreError('notARunFolder', folder.path, message);
  }
  return { open, folder, store: path.dirname(folder.path) };
}

/** Paths of a study are from the folder in which it was begun. Throws a StoreError where its scenario is not found. */
async function refuseAstray({ manifest, path: where }: StudyFolder): Promise<void> {
  const scenario = String(manifest.form['scenario']);
  const about = await stat(scenario).catch(() => undefined);
  if (about !== undefined) return;
  const message =
    `Cannot go on with the study ${manifest.key} at ${where}: its scenario ${scenario} does not lie in ${process.cwd()}; ` +
    `go on with it from the folder in which it was begun.`;
  throw new StoreError('notARunFolder', where, message);
}
