import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readSibling, release, siblingOf } from './sibling.ts';
import { errnoOf } from './store-error.ts';

const OCCUPIED = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);
/** Only other runs that finish at the same moment make a second attempt necessary. */
const ATTEMPTS = 100;

/**
 * Puts a finished folder in the place of another, or of none. The old one is moved aside first and removed last, so that
 * after a crash at any point one of the two is whole; `restoreFolder` brings an old one back that was left aside. Of
 * several at once the last wins, and none is mixed with another.
 */
export async function replaceFolder(finished: string, target: string): Promise<void> {
  const aside: string[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(finished, target);
      break;
    } catch (thrown) {
      if (!OCCUPIED.has(errnoOf(thrown)) || attempt === ATTEMPTS) throw thrown;
    }
    const old = siblingOf(target, 'old');
    aside.push(old);
    await rename(target, old).catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    });
  }
  for (const old of aside) {
    // One that cannot be removed is cleared away by a later run.
    await rm(old, { recursive: true, force: true }).catch(() => undefined);
    release(old);
  }
}

/**
 * Brings back the folder that a crash left aside, when nothing has taken its place, and clears away what dead processes
 * left beside it.
 */
export async function restoreFolder(target: string): Promise<void> {
  const parent = path.dirname(target);
  const names = await readdir(parent).catch(() => [] as string[]);
  const abandoned = names.filter((name) => readSibling(target, name)?.abandoned === true).sort();
  if (abandoned.length === 0) return;
  if (!names.includes(path.basename(target))) {
    const old = abandoned.find((name) => readSibling(target, name)?.kind === 'old');
    if (old !== undefined) await rename(path.join(parent, old), target).catch(() => undefined);
  }
  for (const name of abandoned) await rm(path.join(parent, name), { recursive: true, force: true });
}

/** The same for those who only read, who have no need to look beside a folder that is there. */
export async function restoreIfMissing(target: string): Promise<void> {
  if (!existsSync(target)) await restoreFolder(path.resolve(target));
}
