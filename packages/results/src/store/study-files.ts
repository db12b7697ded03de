import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Column } from '@ebb/sdk';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { ParquetFile } from './parquet-file.ts';
import { errnoOf } from './store-error.ts';
import { studyColumns } from './study-columns.ts';
import { STUDY_KEY } from './study-part.ts';
import { writeWhole } from './whole-file.ts';

const CHUNK = /^([0-9a-f]{16})-([0-9a-f]{16})\.parquet$/;
const TABLE = /^runs-([0-9a-f]{16})\.parquet$/;
const REPLACED = /^replaced-[0-9a-f]{16}\.json$/;

/** The columnar files of a study at one moment. */
export interface StudyFiles {
  /** The tables of all runs up to some moment, ordered; one, but for moments in which it is replaced. */
  readonly tables: readonly string[];
  /** What was written since, a file for each chunk. */
  readonly chunks: readonly string[];
}

/**
 * Lists the files of a study, each list by name. Both folders are looked at until nothing has changed between two looks: a row
 * that moves into a table meanwhile would be in neither.
 */
export async function listFiles(folder: string): Promise<StudyFiles> {
  let seen = await lookAt(folder);
  for (;;) {
    const again = await lookAt(folder);
    if (again.join('\n') === seen.join('\n')) break;
    seen = again;
  }
  const notes = seen.filter((name) => REPLACED.test(name));
  const replaced = new Set((await Promise.all(notes.map((note) => namesIn(folder, note)))).flat());
  const there = seen.filter((file) => !replaced.has(file)).map((file) => path.join(folder, file));
  return {
    tables: there.filter((file) => TABLE.test(path.basename(file))),
    chunks: there.filter((file) => CHUNK.test(path.basename(file))),
  };
}

async function lookAt(folder: string): Promise<readonly string[]> {
  // Chunks first: they go when the table that holds their rows is there.
  const chunks = ((await readdir(chunkFolder(folder)).catch(unlessMissing)) ?? []).filter((name) => CHUNK.test(name));
  const own = (await readdir(folder)).filter((name) => TABLE.test(name) || REPLACED.test(name));
  return [...own.sort(), ...chunks.sort().map((name) => path.join('chunks', name))];
}

/**
 * Writes runs, which are in order, as one chunk, and gives its path and columns. Its name says which runs are in it and what
 * its bytes are, so that the same runs give the same file whoever writes it, and a damaged one is known.
 */
export async function writeChunk(
  folder: string,
  manifest: StudyManifest,
  runs: readonly StudyRun[],
): Promise<{ readonly file: string; readonly columns: readonly Column[] }> {
  const places = runs.map(({ point, variant, seed }) => `${point} ${variant} ${seed}`);
  const id = createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 16);
  const columns = studyColumns(manifest, runs);
  await mkdir(chunkFolder(folder), { recursive: true });
  const file = await writeWhole(
    chunkFolder(folder),
    (work) => {
      const parquet = new ParquetFile(work, columns, { [STUDY_KEY]: manifest.key });
      parquet.append(columns);
      parquet.close();
    },
    (digest) => `${id}-${digest}.parquet`,
  );
  return { file, columns: columns.columns };
}

/** What a table of all runs is called, by the digest of its bytes. */
export function tableName(digest: string): string {
  return `runs-${digest}.parquet`;
}

/** Whether a file is a table of all runs, by its name. */
export function isTable(file: string): boolean {
  return TABLE.test(path.basename(file));
}

/** The digest that a chunk's or a table's bytes must have, by its name. */
export function digestIn(file: string): string | undefined {
  const name = path.basename(file);
  return CHUNK.exec(name)?.[2] ?? TABLE.exec(name)?.[1];
}

/** Sets a damaged file aside, where it is kept and not read; gives where. Throws what the file system throws. */
export async function setAside(folder: string, file: string): Promise<string> {
  const target = path.join(folder, 'corrupt', path.basename(file));
  await mkdir(path.dirname(target), { recursive: true });
  await rename(file, target).catch((thrown: unknown) => {
    // Another process may have been faster.
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
  });
  return target;
}

/** Lists what was set aside. */
export async function listCorrupt(folder: string): Promise<readonly string[]> {
  const names = (await readdir(path.join(folder, 'corrupt')).catch(unlessMissing)) ?? [];
  return names.sort().map((name) => path.join(folder, 'corrupt', name));
}

/** Where chunks lie. */
export function chunkFolder(folder: string): string {
  return path.join(folder, 'chunks');
}

/**
 * Removes files whose place others have taken, all in one moment: first a note says that they count no longer, then they go.
 * After a crash in between, the next that writes to the folder removes the rest.
 */
export async function removeReplaced(folder: string, files: readonly string[]): Promise<void> {
  const names = files.map((file) => path.relative(folder, file));
  const note = `replaced-${randomBytes(8).toString('hex')}.json`;
  await writeWhole(
    folder,
    (file) => writeFile(file, `${JSON.stringify(names)}\n`),
    () => note,
  );
  await finishRemoving(folder);
}

/** Removes what notes of `removeReplaced` still speak of. */
export async function finishRemoving(folder: string): Promise<void> {
  for (const note of (await readdir(folder)).filter((name) => REPLACED.test(name))) {
    for (const name of await namesIn(folder, note)) await rm(path.join(folder, name), { force: true });
    await rm(path.join(folder, note), { force: true });
  }
}

async function namesIn(folder: string, note: string): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, note), 'utf8').catch(unlessMissing);
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}

function unlessMissing(thrown: unknown): undefined {
  const errno = errnoOf(thrown);
  if (errno !== 'ENOENT' && errno !== 'ENOTDIR') throw thrown;
}
