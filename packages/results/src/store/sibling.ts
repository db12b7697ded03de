import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';

/** What a file or folder beside another is for: one being written, one being replaced, or a log of what a process does. */
export type SiblingKind = 'new' | 'old' | 'log';

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

/**
 * Whether a name in the same place is such a sibling, of which kind, whether its process has left it behind, and whether that is
 * one of another machine, of which it is not known.
 */
export function readSibling(
  folder: string,
  name: string,
): { readonly kind: SiblingKind; readonly abandoned: boolean; readonly elsewhere: boolean } | undefined {
  const prefix = `.${path.basename(folder)}.`;
  if (!name.startsWith(prefix)) return undefined;
  const match = /^(new|old|log)-(.+)-(\d+)-[0-9a-f]{8}$/.exec(name.slice(prefix.length));
  if (match === null) return undefined;
  const [, kind, owner, pid] = match;
  const elsewhere = owner !== host;
  return { kind: kind as SiblingKind, abandoned: !elsewhere && !isAlive(Number(pid), name), elsewhere };
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
