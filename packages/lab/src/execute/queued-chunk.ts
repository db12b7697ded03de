import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunOrder, StudyRequest } from './executor.ts';

/** What lies in the folder of a study for each chunk that the queue knows by its id alone. */
export interface QueuedChunk {
  readonly format: 'ebb-chunk-1';
  /** Paths in it start from the folder of the study, which other machines may reach by another path. */
  readonly request: StudyRequest;
  readonly tries: number;
  readonly watchdogSeconds: number;
  readonly orders: readonly RunOrder[];
}

/** What a job of the queue holds. */
export interface ChunkTicket {
  /** The key of the study. */
  readonly study: string;
  /** See `chunkId`. */
  readonly chunk: string;
}

/** Names a chunk by the runs in it: 16 hex digits. */
export function chunkId(orders: readonly RunOrder[]): string {
  const places = orders.map(({ point, variant, seed }) => [point, variant, seed]);
  return createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 16);
}

/** Writes a chunk into the folder of its study, whole or not at all. */
export async function writeQueued(folder: string, id: string, chunk: QueuedChunk): Promise<void> {
  const file = fileOf(folder, id);
  const fresh = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(fresh, JSON.stringify({ ...chunk, request: moved(chunk.request, '.', folder) }));
  await rename(fresh, file);
}

/** Reads a chunk; undefined when it is not wanted any more. */
export async function readQueued(folder: string, id: string): Promise<QueuedChunk | undefined> {
  const file = fileOf(folder, id);
  if (!existsSync(file)) return undefined;
  const chunk = JSON.parse(await readFile(file, 'utf8')) as QueuedChunk;
  return { ...chunk, request: moved(chunk.request, folder, '.') };
}

/** Says that chunks are not wanted any more. */
export async function dropQueued(folder: string, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(fileOf(folder, id), { force: true });
  // The last one takes the folder along.
  await rmdir(path.join(folder, 'queue')).catch(() => {});
}

/** Says the same of all that an earlier process may have left. */
export async function dropAllQueued(folder: string): Promise<void> {
  await rm(path.join(folder, 'queue'), { recursive: true, force: true });
}

function fileOf(folder: string, id: string): string {
  return path.join(folder, 'queue', `${id}.json`);
}

/** Writes paths that start from one folder as they start from another; plugins that are packages stay names. */
function moved({ scenario, plugins }: StudyRequest, from: string, to: string): StudyRequest {
  const move = (file: string): string => path.relative(to, path.resolve(from, file)) || '.';
  const isFile = (entry: string): boolean => existsSync(path.resolve(from, entry));
  return { scenario: move(scenario), plugins: plugins.map((entry) => (isFile(entry) ? dotted(move(entry)) : entry)) };
}

/** A path that nobody takes for the name of a package. */
function dotted(file: string): string {
  return path.isAbsolute(file) || file.startsWith('.') ? file : `./${file}`;
}
