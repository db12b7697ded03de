import { readFile } from 'node:fs/promises';
import type { Column } from '@ebb/sdk';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import type { RunIndex } from './run-index.ts';
import { errnoOf } from './store-error.ts';
import { digestIn, isTable, listFiles, setAside } from './study-files.ts';
import { StudyIndex, placesIn } from './study-index.ts';
import type { Snapshot } from './study-index.ts';
import { openPart, partOfBytes } from './study-part.ts';
import type { StudyPart } from './study-part.ts';
import { digestOf, digestOfBytes } from './whole-file.ts';

/** A file whose bytes are not those that were written. */
class Damaged extends Error {}

/** What a process knows of the files in a study's folder, brought up to date when it is asked to. */
export class StudyLook {
  readonly #folder: string;
  readonly #manifest: StudyManifest;
  readonly #verified = new Set<string>();
  readonly #skipped = new Set<string>();
  #index: StudyIndex;
  /** Looks come after each other, since each changes what is known. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, manifest: StudyManifest) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#index = new StudyIndex(manifest, folder);
  }

  get runs(): RunIndex {
    return this.#index.runs;
  }

  /** All files that have rows: tables first, then chunks, by name. */
  get files(): readonly string[] {
    return this.#index.files.toSorted((a, b) => Number(isTable(b)) - Number(isTable(a)) || (a < b ? -1 : 1));
  }

  /** Files that have rows of runs that failed. */
  get failedIn(): ReadonlySet<string> {
    return this.#index.snapshot().failedIn;
  }

  /** Damaged files that could not be set aside, as in a folder that cannot be written to. */
  get skipped(): readonly string[] {
    return [...this.#skipped].sort();
  }

  snapshot(): Snapshot {
    return this.#index.snapshot();
  }

  /** Looks at what is new. New files are checked against their digests, and all files when told to. */
  refresh({ verify = false }: { readonly verify?: boolean } = {}): Promise<void> {
    return this.#inTurn(() => this.#refresh(verify));
  }

  /** Takes note of runs that this process has written to a file, and gives how many chunks it knows. */
  admit(
    { file, columns }: { readonly file: string; readonly columns: readonly Column[] },
    runs: readonly StudyRun[],
  ): Promise<number> {
    const ranks = new Map(this.#manifest.variants.map((name, at) => [name, at]));
    const places = {
      point: Float64Array.from(runs, ({ point }) => point),
      variant: Int32Array.from(runs, ({ variant }) => ranks.get(variant)!),
      seed: Float64Array.from(runs, ({ seed }) => seed),
      failed: Uint8Array.from(runs, ({ fault }) => Number(fault !== undefined)),
    };
    return this.#inTurn(() => {
      this.#verified.add(file);
      this.#index.admit(
        file,
        columns.map(({ data: _, ...field }) => field),
        places,
      );
      return Promise.resolve(this.#index.files.filter((each) => !isTable(each)).length);
    });
  }

  /** Whether some of these files are gone or damaged, so that it is worth while to read others; damaged ones are set aside. */
  async hasChanged(files: readonly string[]): Promise<boolean> {
    await this.refresh({ verify: true });
    const now = new Set(this.#index.files);
    return files.some((file) => !now.has(file));
  }

  async #refresh(verify: boolean): Promise<void> {
    // Bytes that were right may have turned since.
    if (verify) this.#verified.clear();
    for (;;) {
      const { tables, chunks } = await listFiles(this.#folder);
      const all = [...tables, ...chunks].filter((file) => !this.#skipped.has(file));
      if (verify && (await this.#setDamagedAside(all))) continue;
      const there = new Set(all);
      // What is known is built anew beside the old: nobody is to find a run missing that is there.
      const isGone = this.#index.files.some((file) => !there.has(file));
      const index = isGone ? new StudyIndex(this.#manifest, this.#folder) : this.#index;
      if (!(await this.#readInto(index, all))) continue;
      this.#index = index;
      return;
    }
  }

  /** Reads the files that are new to an index; false where one of them is gone or was set aside, and all is to be listed anew. */
  async #readInto(index: StudyIndex, files: readonly string[]): Promise<boolean> {
    for (const file of files) {
      if (index.has(file)) continue;
      try {
        const part = await this.#open(file);
        index.admit(file, part.fields, await placesIn(part, this.#manifest));
      } catch (thrown) {
        if (errnoOf(thrown) === 'ENOENT') return false;
        if (errnoOf(thrown) !== '') throw thrown;
        await this.#setAside(file);
        return false;
      }
    }
    return true;
  }

  async #open(file: string): Promise<StudyPart> {
    if (this.#verified.has(file)) return openPart(file);
    if (isTable(file)) {
      if ((await digestOf(file)) !== digestIn(file)) throw new Damaged('its bytes are not those that were written');
      this.#verified.add(file);
      return openPart(file);
    }
    const bytes = await readFile(file);
    if (digestOfBytes(bytes) !== digestIn(file)) throw new Damaged('its bytes are not those that were written');
    this.#verified.add(file);
    return partOfBytes(bytes);
  }

  async #setDamagedAside(files: readonly string[]): Promise<boolean> {
    let isAny = false;
    for (const file of files) {
      if (this.#verified.has(file)) continue;
      const digest = await digestOf(file).catch((thrown: unknown) => {
        if (errnoOf(thrown) !== 'ENOENT') throw thrown;
        return undefined;
      });
      if (digest === digestIn(file)) this.#verified.add(file);
      else if (digest !== undefined) await this.#setAside(file);
      isAny ||= digest !== digestIn(file);
    }
    return isAny;
  }

  async #setAside(file: string): Promise<void> {
    try {
      await setAside(this.#folder, file);
    } catch (thrown) {
      if (!['EROFS', 'EACCES', 'EPERM'].includes(errnoOf(thrown))) throw thrown;
      this.#skipped.add(file);
    }
    this.#verified.delete(file);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
