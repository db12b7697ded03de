import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { errnoOf } from './store-error.ts';

/** A lock of another machine is taken for forgotten after so long. */
const FORGOTTEN_MS = 3_600_000;

/**
 * Does work that only one process may do at a time in a folder; does nothing where another is at it. A lock that a dead
 * process left behind is removed.
 */
export async function withLock(folder: string, work: () => Promise<void>): Promise<void> {
  const lock = path.join(folder, 'compact.lock');
  if (!(await take(lock)) && !((await isForgotten(lock)) && (await retake(lock)))) return;
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    await handle.writeFile(`${hostname()} ${process.pid}`);
    await handle.close();
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
    return false;
  }
}

async function retake(lock: string): Promise<boolean> {
  await rm(lock, { force: true });
  return take(lock);
}

async function isForgotten(lock: string): Promise<boolean> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const [host, pid] = text.split(' ');
  if (host === hostname() && pid !== undefined) return !isAlive(Number(pid));
  const about = await stat(lock).catch(() => undefined);
  return about === undefined || performance.timeOrigin + performance.now() - about.mtimeMs > FORGOTTEN_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return errnoOf(thrown) !== 'ESRCH';
  }
}
