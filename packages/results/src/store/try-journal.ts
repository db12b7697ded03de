import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunPlace } from './run-index.ts';
import { readSibling, siblingOf } from './sibling.ts';
import { errnoOf } from './store-error.ts';

/** Lines after which a process begins its file anew, as soon as no run is under way. */
const MOST_LINES = 1_000;

/**
 * Remembers in files which runs were begun and never came back, as of runs that took their whole process with them. Each
 * process has a file of its own, to which one line is appended for each beginning and each end.
 */
export class TryJournal {
  readonly #folder: string;
  readonly #file: string;
  readonly #open = new Map<string, number>();
  #lines = 0;
  #lost: ReadonlyMap<string, number>;
  /** Files of processes that are no more. */
  #others: readonly string[];

  private constructor(folder: string, lost: ReadonlyMap<string, number>, others: readonly string[]) {
    this.#folder = folder;
    this.#file = siblingOf(baseOf(folder), 'log');
    this.#lost = lost;
    this.#others = others;
  }

  /** Reads what earlier processes left behind. */
  static async open(study: string): Promise<TryJournal> {
    const folder = path.join(study, 'tries');
    const names = await readdir(folder).catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
      return [];
    });
    const lost = new Map<string, number>();
    const others: string[] = [];
    for (const name of names.sort()) {
      const told = readSibling(baseOf(folder), name);
      // A process of another machine is taken for gone: whoever reads the journal here is to play what is missing.
      if (told === undefined || !(told.abandoned || told.elsewhere)) continue;
      others.push(path.join(folder, name));
      const text = await readFile(path.join(folder, name), 'utf8').catch(() => '');
      for (const [place, count] of openIn(text)) lost.set(place, (lost.get(place) ?? 0) + count);
    }
    return new TryJournal(folder, lost, others);
  }

  /** How often a run was begun by a process that is no more, and did not come back. */
  lost(place: RunPlace): number {
    return this.#lost.get(nameOf(place)) ?? 0;
  }

  /** Says that a run begins. Lasts through the end of the process, not through that of the machine. */
  begin(place: RunPlace): void {
    const name = nameOf(place);
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    this.#append(`+${name}`);
  }

  /** Says that a run came back, however it ended. */
  end(place: RunPlace): void {
    const name = nameOf(place);
    const left = (this.#open.get(name) ?? 0) - 1;
    if (left < 0) return;
    if (left === 0) this.#open.delete(name);
    else this.#open.set(name, left);
    if (this.#open.size === 0 && this.#lines >= MOST_LINES) {
      writeFileSync(this.#file, '');
      this.#lines = 0;
    } else this.#append(`-${name}`);
  }

  /** Forgets what processes that are no more left behind, and this one when none of its runs is under way. */
  async clear(): Promise<void> {
    this.#lost = new Map();
    for (const file of this.#others) await rm(file, { force: true });
    this.#others = [];
    if (this.#open.size > 0) return;
    await rm(this.#file, { force: true });
    this.#lines = 0;
  }

  /** Forgets them when all that they began is there by now. */
  async clearIf(isThere: (place: RunPlace) => boolean): Promise<void> {
    if ([...this.#lost.keys()].every((name) => isThere(placeOf(name)))) await this.clear();
  }

  #append(line: string): void {
    if (!existsSync(this.#folder)) mkdirSync(this.#folder, { recursive: true });
    appendFileSync(this.#file, `${line}\n`);
    this.#lines++;
  }
}

function baseOf(folder: string): string {
  return path.join(folder, 'runs');
}

function nameOf({ point, variant, seed }: RunPlace): string {
  return JSON.stringify([point, variant, seed]);
}

function placeOf(name: string): RunPlace {
  const [point, variant, seed] = JSON.parse(name) as [number, string, number];
  return { point, variant, seed };
}

/** Counts beginnings without an end. A line that a crash cut off says nothing. */
function openIn(text: string): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [name, count] = [line.slice(1), line.startsWith('+') ? 1 : -1];
    open.set(name, (open.get(name) ?? 0) + count);
  }
  return new Map([...open].filter(([, count]) => count > 0));
}
