import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { readSibling, release, siblingOf } from './sibling.ts';

/** Digits of a file's SHA-256 that stand in its name. */
const DIGITS = 16;
const DAY_MS = 86_400_000;

/**
 * Writes a file so that others see it whole or not at all: beside its place, flushed to the disk, then renamed. `fill` writes
 * it; `nameOf` may look at its digest to name it. Gives its path. Throws what the file system throws, and leaves nothing half.
 */
export async function writeWhole(
  folder: string,
  fill: (file: string) => void | Promise<void>,
  nameOf: (digest: string) => string,
): Promise<string> {
  const work = workFile(folder);
  try {
    await fill(work);
    const handle = await open(work, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const target = path.join(folder, nameOf(await digestOf(work)));
    await rename(work, target);
    await syncFolder(folder);
    return target;
  } finally {
    await rm(work, { force: true });
    release(work);
  }
}

/** The path of a fresh hidden file for the work of this process; `clearAbandoned` removes it when the process is gone. */
export function workFile(folder: string): string {
  return siblingOf(path.join(folder, 'work'), 'new');
}

/** The first digits of the SHA-256 of a file's bytes. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes as Uint8Array);
  return hash.digest('hex').slice(0, DIGITS);
}

/** The same of bytes in memory. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, DIGITS);
}

/** Removes what dead processes left of their work in a folder; that of another machine when nothing became of it for a day. */
export async function clearAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const told = readSibling(path.join(folder, 'work'), name);
    if (told === undefined) continue;
    const file = path.join(folder, name);
    if (told.abandoned || (told.elsewhere && (await isOld(file)))) await rm(file, { force: true });
  }
}

async function isOld(file: string): Promise<boolean> {
  const about = await stat(file).catch(() => undefined);
  return about !== undefined && performance.timeOrigin + performance.now() - about.mtimeMs > DAY_MS;
}

/** Makes a rename last through a loss of power; file systems that know no such thing are left alone. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } catch {
    // Not every file system can.
  } finally {
    await handle.close();
  }
}
