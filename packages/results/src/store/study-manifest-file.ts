import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StudyAxis, StudyManifest } from '../study/study-manifest.ts';
import { alone } from './folder-lock.ts';
import { release } from './sibling.ts';
import { StoreError, errnoOf } from './store-error.ts';
import { workFile } from './whole-file.ts';

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Reads a study's manifest. Throws a StoreError when there is none. */
export async function readManifest(folder: string): Promise<StudyManifest> {
  const found = await manifestIn(folder);
  if (found !== undefined) return found;
  throw new StoreError('missing', folder, `Cannot read a study at ${folder}: it holds no study.json.`);
}

/**
 * Writes a study's manifest, unless one is there that asks for at least as many seeds: of many processes at once one writes it.
 * Throws a StoreError for that of another study.
 */
export async function writeManifest(folder: string, manifest: StudyManifest): Promise<void> {
  const there = await manifestIn(folder);
  if (there === undefined) {
    if (await put(folder, manifest, true)) return;
    return writeManifest(folder, manifest);
  }
  const other = differenceOf(there, manifest);
  if (other !== undefined) {
    const message = `Cannot keep the study ${manifest.key} at ${folder}: ${other} lies there.`;
    throw new StoreError('notARunFolder', folder, message);
  }
  if (there.replicates >= manifest.replicates) return;
  await alone(folder, 'study', async () => {
    const now = await readManifest(folder);
    if (now.replicates < manifest.replicates) await put(folder, { ...now, replicates: manifest.replicates }, false);
  });
}

async function manifestIn(folder: string): Promise<StudyManifest | undefined> {
  const text = await readFile(path.join(folder, 'study.json'), 'utf8').catch((thrown: unknown) => {
    if (errnoOf(thrown) !== 'ENOENT' && errnoOf(thrown) !== 'ENOTDIR') throw thrown;
    return undefined;
  });
  if (text === undefined) return undefined;
  const value = parsed(text);
  if (isManifest(value)) return value;
  throw new StoreError('unreadable', folder, `Cannot read a study at ${folder}: its study.json is of another kind.`);
}

/** Whether it has what all that reads a study takes for granted. */
function isManifest(value: unknown): value is StudyManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, key, name, form, axes, variants, points, replicates, firstSeed } = value as Partial<StudyManifest>;
  return (
    format === 'ebb-study-1' &&
    [key, name].every((text) => typeof text === 'string') &&
    [axes, variants].every((list) => Array.isArray(list)) &&
    [points, replicates, firstSeed].every((count) => Number.isSafeInteger(count)) &&
    typeof form === 'object' &&
    form !== null
  );
}

/** Puts the file in place; false where it was to be the first and is not. */
async function put(folder: string, manifest: StudyManifest, first: boolean): Promise<boolean> {
  const target = path.join(folder, 'study.json');
  const work = workFile(folder);
  try {
    await writeFile(work, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    // A link is made only where there is nothing; a rename would take the place of another's file.
    if (first) await link(work, target).catch((thrown: unknown) => linkless(thrown, work, target));
    else await rename(work, target);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
    return false;
  } finally {
    await rm(work, { force: true });
    release(work);
  }
}

async function linkless(thrown: unknown, work: string, target: string): Promise<void> {
  if (!NO_LINKS.has(errnoOf(thrown))) throw thrown;
  await rename(work, target);
}

/** What is another in a manifest, in words; the number of seeds may differ, and what a study is called. */
function differenceOf(there: StudyManifest, asked: StudyManifest): string | undefined {
  if (there.key !== asked.key) return `the study ${there.key}`;
  const shape = ({ axes, variants, points, firstSeed }: StudyManifest): string =>
    JSON.stringify([axes.map(({ name, kind, unit }: StudyAxis) => [name, kind, unit]), variants, points, firstSeed]);
  return shape(there) === shape(asked) ? undefined : 'one of the same key with other axes, variants, points or seeds';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
