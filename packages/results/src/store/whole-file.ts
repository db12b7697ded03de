import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readSibling, release, siblingOf } from './sibling.ts';

/** Digits of a file's SHA-256 that stand in its name. */
const DIGITS = 16;

/**
 * Writes a file so that others see it whole or not at all: beside its place, flushed to the disk, then renamed. `fill` writes
 * it; `nameOf` may look at its digest to name it. Gives its path. Throws what the file system throws, and leaves nothing half.
 */
export async function writeWhole(
  folder: string,
  fill: (file: string) => void | Promise<void>,
  nameOf: (digest: string) => string,
): Promise<string> {
  const work = siblingOf(path.join(folder, 'chunk'), 'new');
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

/** The first digits of the SHA-256 of a file's bytes. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes as Uint8Array);
  return hash.digest('hex').slice(0, DIGITS);
}

/** Removes what dead processes left half written of the files with these names; that of chunks and tables is `chunk`. */
export async function clearAbandoned(folder: string, ...bases: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (bases.some((base) => readSibling(path.join(folder, base), name)?.abandoned === true)) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Makes a rename last through a loss of power; file systems that know no such thing are left alone. */
async function syncFolder(folder: string): Promise<void> {
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
