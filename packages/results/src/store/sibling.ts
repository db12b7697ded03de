import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';

/** What a folder beside a run's folder is for: a run being written, or one being replaced. */
export type SiblingKind = 'new' | 'old';

const host = hostname().replace(/[^\w.-]/g, '_');
const mine = new Set<string>();

/** A fresh hidden path beside a folder, on the same file system; its name says which process it belongs to. */
export function siblingOf(folder: string, kind: SiblingKind): string {
  const { dir, base } = path.parse(folder);
  const name = `.${base}.${kind}-${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
  mine.add(name);
  return path.join(dir, name);
}

/** Says that a path made by `siblingOf` is in use no longer. */
export function release(sibling: string): void {
  mine.delete(path.basename(sibling));
}

/** Whether a name in the same place is such a sibling, of which kind, and whether its process has left it behind. */
export function readSibling(folder: string, name: string): { kind: SiblingKind; abandoned: boolean } | undefined {
  const prefix = `.${path.basename(folder)}.`;
  if (!name.startsWith(prefix)) return undefined;
  const match = /^(new|old)-(.+)-(\d+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length));
  if (match === null) return undefined;
  const [, kind, owner, pid] = match;
  return { kind: kind as SiblingKind, abandoned: owner === host && !isAlive(Number(pid), name) };
}

function isAlive(pid: number, name: string): boolean {
  // In containers a process often has the number of its predecessor.
  if (pid === process.pid) return mine.has(name);
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
