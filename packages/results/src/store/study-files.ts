import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { ParquetFile } from './parquet-file.ts';
import { StoreError, errnoOf } from './store-error.ts';
import { studyColumns } from './study-columns.ts';
import { digestOf, writeWhole } from './whole-file.ts';

const CHUNK = /^([0-9a-f]{16})-([0-9a-f]{16})\.parquet$/;
const TABLE = /^runs-([0-9a-f]{16})\.parquet$/;

/** The columnar files of a study at one moment. */
export interface StudyFiles {
  /** The tables of all runs up to some moment, ordered; one, but for moments in which it is replaced. */
  readonly tables: readonly string[];
  /** What was written since, a file for each chunk. */
  readonly chunks: readonly string[];
}

/** Lists the files of a study, each list by name. */
export async function listFiles(folder: string): Promise<StudyFiles> {
  const [chunks, own] = await Promise.all([readdir(chunkFolder(folder)).catch(unlessMissing), readdir(folder)]);
  const those = (names: readonly string[], form: RegExp, below: string): readonly string[] =>
    names
      .filter((name) => form.test(name))
      .sort()
      .map((name) => path.join(below, name));
  return { tables: those(own, TABLE, folder), chunks: those(chunks ?? [], CHUNK, chunkFolder(folder)) };
}

/**
 * Writes runs as one chunk. Its name says which runs are in it and what its bytes are, so that the same runs give the same
 * file whoever writes it, and a damaged one is known.
 */
export async function writeChunk(folder: string, manifest: StudyManifest, runs: readonly StudyRun[]): Promise<string> {
  await mkdir(chunkFolder(folder), { recursive: true });
  const ordered = inOrder(manifest, runs);
  const places = ordered.map(({ point, variant, seed }) => `${point} ${variant} ${seed}`);
  const id = createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 16);
  const columns = studyColumns(manifest, ordered);
  return writeWhole(
    chunkFolder(folder),
    (file) => {
      const parquet = new ParquetFile(file, columns);
      parquet.append(columns);
      parquet.close();
    },
    (digest) => `${id}-${digest}.parquet`,
  );
}

/** What a table of all runs is called, by the digest of its bytes. */
export function tableName(digest: string): string {
  return `runs-${digest}.parquet`;
}

/** Whether the bytes of a chunk or a table are those that its name says. */
export async function isWhole(file: string): Promise<boolean> {
  const name = path.basename(file);
  const digest = CHUNK.exec(name)?.[2] ?? TABLE.exec(name)?.[1];
  return digest !== undefined && digest === (await digestOf(file));
}

/** Sets a damaged file aside, where it is kept and not read; gives where. */
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

/** Reads a study's manifest. Throws a StoreError when there is none. */
export async function readManifest(folder: string): Promise<StudyManifest> {
  const file = path.join(folder, 'study.json');
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  const value = text === undefined ? undefined : parsed(text);
  if (typeof value === 'object' && value !== null && 'format' in value && value.format === 'ebb-study-1') {
    return value as StudyManifest;
  }
  const why = text === undefined ? 'it holds no study.json' : 'its study.json is of another kind';
  throw new StoreError('missing', folder, `Cannot read a study at ${folder}: ${why}.`);
}

/** Where chunks lie. */
export function chunkFolder(folder: string): string {
  return path.join(folder, 'chunks');
}

/** Runs in the order of the study's table. */
function inOrder({ variants }: StudyManifest, runs: readonly StudyRun[]): readonly StudyRun[] {
  const rank = new Map(variants.map((name, at) => [name, at]));
  const of = ({ variant }: StudyRun): number => rank.get(variant) ?? variants.length;
  return runs.toSorted((a, b) => a.point - b.point || of(a) - of(b) || a.seed - b.seed);
}

function unlessMissing(thrown: unknown): undefined {
  const errno = errnoOf(thrown);
  if (errno !== 'ENOENT' && errno !== 'ENOTDIR') throw thrown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
