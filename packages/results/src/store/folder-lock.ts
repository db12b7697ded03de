import { open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readSibling, release, siblingOf } from './sibling.ts';
import { StoreError, errnoOf } from './store-error.ts';

/** A lock of another machine is taken for forgotten after so long. */
const FORGOTTEN_MS = 600_000;
const PAUSE_MS = 50;

/**
 * Does work that only one process should do at a time in a folder; gives false, and does nothing, where another is at it. It saves
 * work and no more: what it guards must hold without it. A lock that a dead process left behind is removed.
 */
export async function ifAlone(folder: string, name: string, work: () => Promise<void>): Promise<boolean> {
  const lock = path.join(folder, `${name}.lock`);
  const owner = siblingOf(lock, 'new');
  try {
    if (!(await take(lock, owner)) && !((await isForgotten(lock)) && (await retake(lock, owner)))) return false;
    try {
      await work();
    } finally {
      if ((await ownerOf(lock)) === path.basename(owner)) await rm(lock, { force: true });
    }
    return true;
  } finally {
    release(owner);
  }
}

/** The same, but waits for others to end. Throws a StoreError when none of them does for a quarter of an hour. */
export async function alone(folder: string, name: string, work: () => Promise<void>, waitMs = 900_000): Promise<void> {
  for (let waited = 0; waited <= waitMs; waited += PAUSE_MS) {
    if (await ifAlone(folder, name, work)) return;
    await pause(PAUSE_MS);
  }
  const lock = path.join(folder, `${name}.lock`);
  const message = `Cannot change the study at ${folder}: another process is at it; if there is none, remove ${lock}.`;
  throw new StoreError('io', folder, message);
}

async function take(lock: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    try {
      await handle.writeFile(path.basename(owner));
    } finally {
      await handle.close();
    }
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
    return false;
  }
}

async function retake(lock: string, owner: string): Promise<boolean> {
  await rm(lock, { force: true });
  return take(lock, owner);
}

async function isForgotten(lock: string): Promise<boolean> {
  const told = readSibling(lock, await ownerOf(lock));
  if (told?.abandoned === true) return true;
  const about = await stat(lock).catch(() => undefined);
  return about === undefined || performance.timeOrigin + performance.now() - about.mtimeMs > FORGOTTEN_MS;
}

function ownerOf(lock: string): Promise<string> {
  return readFile(lock, 'utf8').catch(() => '');
}
