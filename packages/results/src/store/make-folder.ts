import { mkdir, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { StoreError, errnoOf, storeError } from './store-error.ts';

/**
 * Makes a folder with those that it lies in, where they are missing, and gives the ones that were made, outermost first. Node's own way
 * never comes back where a file system takes no folders and says that they do not exist, as `/proc` does. Throws a StoreError of the
 * code `noStore` where no folder can be made, unless a file is in the way or the disk is full; `doing` is as in `write results`, `asked` what
 * was asked for.
 */
export async function makeFolder(folder: string, doing: string, asked = folder): Promise<readonly string[]> {
  const missing: string[] = [];
  try {
    let at = path.resolve(folder);
    while (!(await isFolder(at))) {
      missing.unshift(at);
      at = path.dirname(at);
    }
    for (const each of missing) await makeOne(each);
    return missing;
  } catch (thrown) {
    const told = storeError(thrown, doing, asked);
    if (told.code === 'diskFull' || told.code === 'notAFolder') throw told;
    throw new StoreError('noStore', asked, told.message, thrown);
  }
}

/** Tries whether studies can be kept in a store, and leaves nothing behind. Throws as `makeFolder` does. */
export async function probeStore(store: string): Promise<void> {
  const probe = path.join(store, `.probe-${process.pid}`);
  for (const made of (await makeFolder(probe, 'keep studies', store)).toReversed()) await rmdir(made).catch(unlessUsed);
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (thrown) {
    // Another process may have been faster.
    if (errnoOf(thrown) === 'EEXIST') return;
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    throw Object.assign(new Error(`the file system of ${path.dirname(folder)} takes no folders`), { code: 'ENOSYS' });
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    if ((await stat(folder)).isDirectory()) return true;
    throw Object.assign(new Error('a file is in the way'), { code: 'ENOTDIR' });
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    return false;
  }
}

/** Another process may keep its studies there by now. */
function unlessUsed(thrown: unknown): void {
  if (!['ENOTEMPTY', 'ENOENT', 'EEXIST'].includes(errnoOf(thrown))) throw thrown;
}
