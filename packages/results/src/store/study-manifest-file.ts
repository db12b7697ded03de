import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import { release, siblingOf } from './sibling.ts';
import { StoreError, errnoOf } from './store-error.ts';
import { readManifest } from './study-files.ts';

/** Writes a study's manifest, unless one is there that asks for at least as many seeds. Throws a StoreError for that of another study. */
export async function writeManifest(folder: string, manifest: StudyManifest): Promise<void> {
  const there = await readManifest(folder).catch((thrown: unknown) => {
    if (thrown instanceof StoreError && thrown.code === 'missing') return undefined;
    throw thrown;
  });
  if (there !== undefined && there.key !== manifest.key) {
    const message = `Cannot keep the study ${manifest.key} at ${folder}: the study ${there.key} lies there.`;
    throw new StoreError('notARunFolder', folder, message);
  }
  if (there !== undefined && there.replicates >= manifest.replicates) return;
  const file = path.join(folder, 'study.json');
  const work = siblingOf(file, 'new');
  try {
    await writeFile(work, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await rename(work, file);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
  } finally {
    await rm(work, { force: true });
    release(work);
  }
}
