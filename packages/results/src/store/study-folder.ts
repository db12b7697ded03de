import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { compactStudy } from './compact-study.ts';
import { ask, withDuckdb } from './duckdb.ts';
import type { QueryResult } from './duckdb.ts';
import { alone, ifAlone } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import type { RunPlace } from './run-index.ts';
import { StoreError, errnoOf, storeError } from './store-error.ts';
import { FIXED_COLUMNS, momentColumn, runsToWrite } from './study-columns.ts';
import { chunkFolder, finishRemoving, isTable, listCorrupt, removeReplaced, writeChunk } from './study-files.ts';
import type { Snapshot } from './study-index.ts';
import { StudyLook } from './study-look.ts';
import { readManifest, writeManifest } from './study-manifest-file.ts';
import { eachRuns, readFailures, readRuns, readStudyColumns } from './study-reading.ts';
import type { FailedRun, StudyColumns } from './study-reading.ts';
import { makeViews, selectRuns } from './study-sql.ts';
import { TryJournal } from './try-journal.ts';
import { clearAbandoned } from './whole-file.ts';

/** What a folder holds of each run that the manifest asks for. */
export interface StudyState {
  readonly completed: number;
  readonly failed: number;
  /** What the manifest asks for and the folder does not hold. */
  readonly missing: number;
  /** Files of results that are not in the table yet. */
  readonly chunks: number;
  readonly bytes: number;
  /** Wall-clock seconds that its runs took, for estimates. */
  readonly seconds: number;
  /** Damaged files that were set aside; their runs are missing again. */
  readonly corrupt: readonly string[];
}

/** Chunks from which on they are put into one table. */
const MOST_CHUNKS = 1_000;
/** Runs that are adopted with one file. */
const ADOPTED_RUNS = 2_000;
/** Only other processes that put files together meanwhile make another look necessary. */
const ATTEMPTS = 10;

/**
 * The folder of a study: `study.json` and, in Parquet files, every run that is over. Any number of processes may write to it
 * at once, each from one thread: each file appears whole, and the same runs give the same file. Throws StoreErrors.
 */
export class StudyFolder {
  readonly path: string;
  readonly manifest: StudyManifest;
  readonly #look: StudyLook;
  readonly #journal: TryJournal;
  readonly #mostChunks: number;
  /** So many chunks make the next compaction worth its while. */
  #compactAt: number;

  private constructor(folder: string, manifest: StudyManifest, journal: TryJournal, mostChunks: number) {
    this.path = folder;
    this.manifest = manifest;
    this.#look = new StudyLook(folder, manifest);
    this.#journal = journal;
    this.#mostChunks = mostChunks;
    this.#compactAt = mostChunks;
  }

  /**
   * Makes the folder of a study in a store, or opens the one that is there, to write to it; it then asks for as many seeds as the
   * manifest. Every file is checked against its digest, and what dead processes left half done is cleared away.
   */
  static async create(
    store: string,
    manifest: StudyManifest,
    { mostChunks = MOST_CHUNKS }: { readonly mostChunks?: number } = {},
  ): Promise<StudyFolder> {
    const folder = path.join(store, manifest.key);
    try {
      await makeFolder(chunkFolder(folder), 'keep a study', folder);
      await writeManifest(folder, manifest);
      await clearAbandoned(folder);
      await clearAbandoned(chunkFolder(folder));
      await finishRemoving(folder);
      const opened = new StudyFolder(folder, manifest, await TryJournal.open(folder), mostChunks);
      await opened.#look.refresh({ verify: true });
      await opened.#journal.clearIf((place) => opened.has(place) !== undefined);
      return opened;
    } catch (thrown) {
      throw storeError(thrown, 'keep a study', folder);
    }
  }

  /** Opens the folder of a study, which may lie anywhere and need not be writable. */
  static async open(folder: string): Promise<StudyFolder> {
    try {
      const manifest = await readManifest(folder);
      const opened = new StudyFolder(folder, manifest, await TryJournal.open(folder), MOST_CHUNKS);
      await opened.refresh();
      return opened;
    } catch (thrown) {
      throw storeError(thrown, 'read a study', folder);
    }
  }

  /** Whether a run is in the folder, as far as this process knows, and how it ended. */
  has(place: RunPlace): 'completed' | 'failed' | undefined {
    return this.#look.runs.get(place);
  }

  /** How many of the runs that the manifest asks for this process knows to be there. */
  get known(): number {
    return this.#look.runs.completed + this.#look.runs.failed;
  }

  /** Takes note of what others have written. Damaged files, and those of other studies, are set aside. */
  async refresh(): Promise<void> {
    await this.#look.refresh().catch((thrown: unknown) => {
      throw storeError(thrown, 'read a study', this.path);
    });
  }

  /**
   * Writes runs as one file; when this returns they last. `seconds` is the wall-clock time that they took. When there are
   * very many files they are put into one.
   */
  async write(runs: readonly StudyRun[], seconds: number): Promise<void> {
    if (runs.length === 0) return;
    try {
      const ordered = runsToWrite(this.manifest, runs);
      await finishRemoving(this.path);
      const chunks = await this.#look.admit(await writeChunk(this.path, this.manifest, ordered), ordered);
      await this.#noteSeconds(ordered.length, seconds);
      if (chunks > this.#compactAt) await this.#compactSome(chunks);
    } catch (thrown) {
      throw storeError(thrown, 'write results', this.path);
    }
  }

  /** Puts all rows into one ordered table, unless another process is about it. */
  async compact(): Promise<void> {
    await this.#writing(async () => {
      await ifAlone(this.path, 'compact', () => this.#putTogether());
    });
  }

  /** Puts all into one table when nothing is missing; its bytes are the same whoever played the runs, and in what order. */
  async finishIfWhole(): Promise<void> {
    await this.#writing(async () => {
      await this.#look.refresh({ verify: true });
      if (this.known < this.#look.runs.size) return;
      const { files } = this.#look;
      if (files.length !== 1 || !isTable(files[0]!)) await alone(this.path, 'compact', () => this.#putTogether());
      await this.#journal.clear();
    });
  }

  /** How the study stands. */
  async state(): Promise<StudyState> {
    await this.refresh();
    const { runs, files } = this.#look;
    const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => undefined))?.size ?? 0));
    return {
      completed: runs.completed,
      failed: runs.failed,
      missing: runs.size - this.known,
      chunks: files.filter((file) => !isTable(file)).length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      seconds: await this.#seconds(),
      corrupt: [...(await listCorrupt(this.path)), ...this.#look.skipped],
    };
  }

  /** Reads columns of the study's table; see `StudyColumns`. */
  columns(names: readonly string[]): Promise<StudyColumns> {
    return this.#reading((snapshot) => readStudyColumns(snapshot, this.manifest, names));
  }

  /** The names of all columns. */
  columnNames(): Promise<readonly string[]> {
    return this.#reading(({ fields }) => Promise.resolve(fields.map(({ name }) => name)));
  }

  /** Reads every run with all of its numbers, in the order of the study; for studies that fit into memory. */
  runs(): Promise<readonly StudyRun[]> {
    return this.#reading((snapshot) => readRuns(snapshot, this.manifest, () => true));
  }

  /** The units of all metrics that some run has, by `metricKey`. */
  metricUnits(): Promise<ReadonlyMap<string, string>> {
    return this.#reading(({ fields }) => {
      const others = [...FIXED_COLUMNS, ...this.manifest.axes.map(({ name }) => name)];
      const moments = fields.map(({ name }) => momentColumn(name));
      const metrics = fields.filter(({ name }) => !others.includes(name) && !moments.includes(name));
      return Promise.resolve(new Map(metrics.map(({ name, unit = '' }) => [name, unit])));
    });
  }

  /** Answers a question in SQL over the views `runs` and `failures`. */
  query(sql: string): Promise<QueryResult> {
    return this.#reading((snapshot) =>
      withDuckdb(async (connection) => {
        await makeViews(connection, selectRuns(snapshot, this.manifest));
        return ask(connection, sql, this.path);
      }),
    );
  }

  /** The query for all of its rows, in SQL: good until files are put together. */
  async selection(): Promise<string> {
    return this.#reading((snapshot) => Promise.resolve(selectRuns(snapshot, this.manifest)));
  }

  /** The runs that failed, in order, at most so many. */
  failures(most = 1_000): Promise<readonly FailedRun[]> {
    return this.#reading((snapshot) => readFailures(snapshot, this.manifest, most));
  }

  /** Makes the runs that failed missing again, all or those told: all in one moment, and for good. */
  async dropFailures(places?: readonly RunPlace[]): Promise<void> {
    const nameOf = ({ point, variant, seed }: RunPlace): string => JSON.stringify([point, variant, seed]);
    const told = places === undefined ? undefined : new Set(places.map(nameOf));
    await this.#writing(() =>
      alone(this.path, 'compact', async () => {
        await finishRemoving(this.path);
        await this.#look.refresh();
        const files = this.#look.files.filter((file) => this.#look.failedIn.has(file));
        if (files.length === 0) return;
        const { path: folder, manifest } = this;
        const table = await compactStudy({
          ...{ folder, manifest, files },
          drops: (place, how) => how === 'failed' && told?.has(nameOf(place)) !== false,
        });
        await removeReplaced(
          folder,
          files.filter((file) => file !== table),
        );
        await this.#journal.clear();
        await this.#look.refresh();
      }),
    );
  }

  /**
   * Copies runs that another study has played: those whose content addresses are wanted and that did not fail, as they may fare
   * better another time, to the places where they are. Gives the addresses that were found.
   */
  async adopt(
    from: StudyFolder,
    wanted: ReadonlyMap<string, readonly RunPlace[]>,
    valuesAt: (point: number) => StudyRun['values'],
  ): Promise<readonly string[]> {
    const { seconds, completed } = await from.state();
    const found = new Set<string>();
    await from.#reading(async (snapshot) => {
      const isWanted = (run: string, isFailed: boolean): boolean => !isFailed && wanted.has(run) && !found.has(run);
      let runs: StudyRun[] = [];
      const write = async (): Promise<void> => {
        await this.write(runs, (seconds / completed) * runs.length);
        for (const { run } of runs) found.add(run);
        runs = [];
      };
      for await (const some of eachRuns(snapshot, from.manifest, isWanted)) {
        for (const run of some) {
          const places = (wanted.get(run.run) ?? []).filter((place) => this.has(place) !== 'completed');
          runs.push(...places.map((place) => ({ ...run, ...place, values: valuesAt(place.point) })));
          if (places.length === 0) found.add(run.run);
        }
        if (runs.length >= ADOPTED_RUNS) await write();
      }
      if (runs.length > 0) await write();
    });
    return [...found];
  }

  /** Says that a run begins, so that one that takes its process with it is known afterwards. */
  async beginTry(place: RunPlace): Promise<void> {
    await this.#writing(async () => this.#journal.begin(place));
  }

  /** Says that a run came back, however it ended. */
  endTry(place: RunPlace): void {
    this.#journal.end(place);
  }

  /** How often a run took its process with it, as far as it is not there by now. */
  triesOf(place: RunPlace): number {
    return this.has(place) === undefined ? this.#journal.lost(place) : 0;
  }

  /** Puts the files that are there into one table. They go when it is in place, so that a crash leaves each row at least once. */
  async #putTogether(): Promise<void> {
    const { path: folder, manifest } = this;
    for (let attempt = 1; ; attempt++) {
      await this.#look.refresh({ verify: true });
      const { files } = this.#look;
      try {
        const table = await compactStudy({ folder, manifest, files });
        if (table === undefined) return;
        for (const file of files) if (file !== table) await rm(file, { force: true });
        break;
      } catch (thrown) {
        if (!(await this.#look.hasChanged(files)) || attempt === ATTEMPTS) throw thrown;
      }
    }
    await this.#look.refresh();
    this.#compactAt = this.#mostChunks;
  }

  /** The same on the way: a disk that has no room for a table may still have some for chunks. */
  async #compactSome(chunks: number): Promise<void> {
    try {
      await this.compact();
    } catch (thrown) {
      if (!(thrown instanceof StoreError) || thrown.code !== 'diskFull') throw thrown;
      this.#compactAt = chunks + this.#mostChunks;
    }
  }

  /** Reads with the files of one moment; where some vanish or prove damaged meanwhile, once more with those of another. */
  async #reading<Result>(read: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      await this.refresh();
      const { files } = this.#look;
      try {
        return await read(this.#look.snapshot());
      } catch (thrown) {
        if (!(await this.#look.hasChanged(files)) || attempt === ATTEMPTS)
          throw storeError(thrown, 'read a study', this.path);
      }
    }
  }

  async #writing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      throw storeError(thrown, 'write results', this.path);
    }
  }

  async #noteSeconds(runs: number, seconds: number): Promise<void> {
    const line = `${JSON.stringify({ runs, seconds })}\n`;
    // The results are there: an estimate must not cost them.
    await appendFile(path.join(this.path, 'timings.jsonl'), line).catch(() => undefined);
  }

  async #seconds(): Promise<number> {
    const text = await readFile(path.join(this.path, 'timings.jsonl'), 'utf8').catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
      return '';
    });
    const lines = text.split('\n').filter((line) => /^\{[^{}]*\}$/.test(line));
    return lines.reduce((sum, line) => sum + (JSON.parse(line) as { readonly seconds: number }).seconds, 0);
  }
}
