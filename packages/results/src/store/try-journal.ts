import { appendFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { RunPlace } from './run-index.ts';
import { errnoOf } from './store-error.ts';

/** A run that was begun: by which process, and whether it came back from it. */
interface Entry {
  readonly what: 'begin' | 'end';
  readonly place: string;
  readonly host: string;
  readonly pid: number;
}

const HOST = hostname();

/**
 * Remembers in a file which runs were begun and never came back, as of runs that took their whole process with them. One
 * line is appended for each beginning and each end, by any number of processes.
 */
export class TryJournal {
  readonly #file: string;
  #lost: ReadonlyMap<string, number>;

  private constructor(file: string, lost: ReadonlyMap<string, number>) {
    this.#file = file;
    this.#lost = lost;
  }

  /** Reads what earlier processes left behind. */
  static async open(folder: string): Promise<TryJournal> {
    const file = path.join(folder, 'tries', 'journal.jsonl');
    const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
      return '';
    });
    return new TryJournal(file, lostIn(text));
  }

  /** How often a run was begun by a process that is no more, and did not come back. */
  lost(place: RunPlace): number {
    return this.#lost.get(nameOf(place)) ?? 0;
  }

  /** Says that a run begins; makes the folder first. */
  async begin(place: RunPlace): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    this.#append('begin', place);
  }

  /** Says that a run came back, however it ended. */
  end(place: RunPlace): void {
    this.#append('end', place);
  }

  /** Forgets all, as when nothing is missing any more. */
  async clear(): Promise<void> {
    this.#lost = new Map();
    await rm(path.dirname(this.#file), { recursive: true, force: true });
  }

  #append(what: Entry['what'], place: RunPlace): void {
    const entry: Entry = { what, place: nameOf(place), host: HOST, pid: process.pid };
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

function nameOf({ point, variant, seed }: RunPlace): string {
  return `${point} ${variant} ${seed}`;
}

/** Counts beginnings without an end of processes that live no longer. A line that a crash cut off says nothing. */
function lostIn(text: string): ReadonlyMap<string, number> {
  const open = new Map<string, Entry[]>();
  for (const line of text.split('\n')) {
    const entry = parsed(line);
    if (entry === undefined) continue;
    const others = (open.get(entry.place) ?? []).filter(({ host, pid }) => host !== entry.host || pid !== entry.pid);
    const own = (open.get(entry.place) ?? []).filter(({ host, pid }) => host === entry.host && pid === entry.pid);
    open.set(entry.place, entry.what === 'begin' ? [...others, ...own, entry] : [...others, ...own.slice(0, -1)]);
  }
  const lost = [...open].map(([place, entries]) => [place, entries.filter(isGone).length] as const);
  return new Map(lost.filter(([, count]) => count > 0));
}

function parsed(line: string): Entry | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Entry);
  } catch {
    return undefined;
  }
}

/** A process of another machine is taken for gone: whoever reads the journal there is to play what is missing. */
function isGone({ host, pid }: Entry): boolean {
  if (host !== HOST) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (thrown) {
    return errnoOf(thrown) === 'ESRCH';
  }
}
