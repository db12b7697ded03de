import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { compactStudy } from './compact-study.ts';
import type { QueryResult } from './duckdb.ts';
import { withLock } from './folder-lock.ts';
import { RunIndex } from './run-index.ts';
import type { RunPlace } from './run-index.ts';
import { errnoOf, storeError } from './store-error.ts';
import { isWhole, listCorrupt, listFiles, readManifest, setAside, writeChunk } from './study-files.ts';
import type { StudyFiles } from './study-files.ts';
import { writeManifest } from './study-manifest-file.ts';
import { FIXED_COLUMNS, momentColumn } from './study-columns.ts';
import { readLayout } from './study-layout.ts';
import { askStudy, readFailures, readPlaces, readRuns, readStudyColumns } from './study-reading.ts';
import type { FailedRun, StudyColumns } from './study-reading.ts';
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

/**
 * The folder of a study: `study.json` and, in Parquet files, every run that is over. Any number of processes may write to it
 * at once: each file appears whole, and the same runs give the same file. Throws StoreErrors.
 */
export class StudyFolder {
  readonly path: string;
  readonly manifest: StudyManifest;
  readonly #index: RunIndex;
  readonly #journal: TryJournal;
  readonly #read = new Set<string>();
  readonly #mostChunks: number;

  private constructor(folder: string, manifest: StudyManifest, journal: TryJournal, mostChunks: number) {
    this.path = folder;
    this.manifest = manifest;
    this.#index = new RunIndex(manifest, folder);
    this.#journal = journal;
    this.#mostChunks = mostChunks;
  }

  /** Makes the folder of a study in a store, or opens the one that is there; it then asks for as many seeds as the manifest. */
  static async create(
    store: string,
    manifest: StudyManifest,
    { mostChunks = MOST_CHUNKS }: { readonly mostChunks?: number } = {},
  ): Promise<StudyFolder> {
    const folder = path.join(store, manifest.key);
    try {
      await mkdir(path.join(folder, 'chunks'), { recursive: true });
      await clearAbandoned(folder, 'chunk', 'study.json');
      await clearAbandoned(path.join(folder, 'chunks'), 'chunk');
      await writeManifest(folder, manifest);
      return await StudyFolder.#opened(folder, manifest, mostChunks);
    } catch (thrown) {
      throw storeError(thrown, 'keep a study', folder);
    }
  }

  /** Opens the folder of a study, which may lie anywhere. */
  static async open(folder: string): Promise<StudyFolder> {
    try {
      return await StudyFolder.#opened(folder, await readManifest(folder), MOST_CHUNKS);
    } catch (thrown) {
      throw storeError(thrown, 'read a study', folder);
    }
  }

  static async #opened(folder: string, manifest: StudyManifest, mostChunks: number): Promise<StudyFolder> {
    const opened = new StudyFolder(folder, manifest, await TryJournal.open(folder), mostChunks);
    await opened.refresh();
    return opened;
  }

  /** Whether a run is in the folder, as far as this process knows, and how it ended. */
  has(place: RunPlace): 'completed' | 'failed' | undefined {
    return this.#index.get(place);
  }

  /** How many of the runs that the manifest asks for this process knows to be there. */
  get known(): number {
    return this.#index.completed + this.#index.failed;
  }

  /** Takes note of files that others have written. Damaged ones are set aside. */
  async refresh(): Promise<void> {
    await this.#reading(async (files) => {
      const all = [...files.tables, ...files.chunks];
      const fresh = all.filter((file) => !this.#read.has(file));
      const whole: string[] = [];
      for (const file of fresh) {
        if (await isWhole(file)) whole.push(file);
        else await setAside(this.path, file);
      }
      await readPlaces(whole, (place, how) => this.#index.set(place, how));
      for (const file of whole) this.#read.add(file);
    });
  }

  /**
   * Writes runs as one file; when this returns they last. `seconds` is the wall-clock time that they took. When there are
   * very many files they are put into one.
   */
  async write(runs: readonly StudyRun[], seconds: number): Promise<void> {
    if (runs.length === 0) return;
    try {
      const file = await writeChunk(this.path, this.manifest, runs);
      await appendFile(path.join(this.path, 'timings.jsonl'), `${JSON.stringify({ runs: runs.length, seconds })}\n`);
      for (const { fault, ...place } of runs) this.#index.set(place, fault === undefined ? 'completed' : 'failed');
      this.#read.add(file);
      const { chunks } = await listFiles(this.path);
      if (chunks.length > this.#mostChunks) await this.compact();
    } catch (thrown) {
      throw storeError(thrown, 'write results', this.path);
    }
  }

  /** Puts all rows into one ordered table, unless another process is about it. `keepFailed` false drops runs that failed. */
  async compact({ keepFailed = true }: { readonly keepFailed?: boolean } = {}): Promise<void> {
    const { path: folder, manifest } = this;
    await withLock(folder, async () => {
      await this.refresh();
      const table = await compactStudy({ folder, manifest, files: await listFiles(folder), keepFailed });
      if (table !== undefined) this.#read.add(table);
    });
  }

  /** Puts all into one table when nothing is missing; its bytes are the same whoever played the runs, and in what order. */
  async finishIfWhole(): Promise<void> {
    await this.refresh();
    if (this.known < this.#index.size) return;
    const { tables, chunks } = await listFiles(this.path);
    if (chunks.length > 0 || tables.length > 1) await this.compact();
    await this.#journal.clear();
  }

  /** How the study stands. */
  async state(): Promise<StudyState> {
    await this.refresh();
    const { tables, chunks } = await listFiles(this.path);
    const sizes = await Promise.all(
      [...tables, ...chunks].map(async (file) => (await stat(file).catch(() => undefined))?.size ?? 0),
    );
    return {
      completed: this.#index.completed,
      failed: this.#index.failed,
      missing: this.#index.size - this.known,
      chunks: chunks.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      seconds: await this.#seconds(),
      corrupt: await listCorrupt(this.path),
    };
  }

  /** Reads columns of the study's table; see `StudyColumns`. */
  columns(names: readonly string[]): Promise<StudyColumns> {
    return this.#reading((files) => readStudyColumns(files, this.manifest, names));
  }

  /** The names of all columns. */
  async columnNames(): Promise<readonly string[]> {
    const { columns } = await this.query('select * from runs limit 0');
    return columns;
  }

  /** Reads every run with all of its numbers, in the order of the study; for studies that fit into memory. */
  runs(): Promise<readonly StudyRun[]> {
    return this.#reading((files) => readRuns(files, this.manifest, () => true));
  }

  /** The units of all metrics that some run has, by `metricKey`. */
  metricUnits(): Promise<ReadonlyMap<string, string>> {
    return this.#reading(async ({ tables, chunks }) => {
      const { columns, units } = await readLayout([...tables, ...chunks], this.manifest);
      const names = new Set(columns.map(({ name }) => name));
      const others = [...FIXED_COLUMNS, ...this.manifest.axes.map(({ name }) => name), ...[...names].map(momentColumn)];
      for (const name of others) names.delete(name);
      return new Map([...names].map((name) => [name, units[name] ?? '']));
    });
  }

  /** Answers a question in SQL over the views `runs` and `failures`. */
  query(sql: string): Promise<QueryResult> {
    return this.#reading((files) => askStudy(this.path, files, this.manifest, sql));
  }

  /** The runs that failed, in order, at most so many. */
  failures(most = 1_000): Promise<readonly FailedRun[]> {
    return this.#reading((files) => readFailures(this.path, files, this.manifest, most));
  }

  /** Makes the runs that failed missing again. */
  async dropFailures(): Promise<void> {
    await this.compact({ keepFailed: false });
    await this.#journal.clear();
    this.#index.clear();
    this.#read.clear();
    await this.refresh();
  }

  /**
   * Copies runs that another study has played: those whose content addresses are wanted, to the places where they are. Gives
   * the addresses that were found.
   */
  async adopt(
    from: StudyFolder,
    wanted: ReadonlyMap<string, readonly RunPlace[]>,
    valuesAt: (point: number) => StudyRun['values'],
  ): Promise<readonly string[]> {
    // A run that failed may fare better another time.
    const read = await from.#reading((files) =>
      readRuns(files, from.manifest, (run, isFailed) => !isFailed && wanted.has(run)),
    );
    const found = [...new Map(read.map((run) => [run.run, run])).values()];
    const runs = found.flatMap((run) =>
      (wanted.get(run.run) ?? []).map((place) => ({ ...run, ...place, values: valuesAt(place.point) })),
    );
    await this.write(runs, 0);
    return found.map(({ run }) => run);
  }

  /** Says that a run begins, so that one that takes its process with it is known afterwards. */
  beginTry(place: RunPlace): Promise<void> {
    return this.#journal.begin(place);
  }

  /** Says that a run came back, however it ended. */
  endTry(place: RunPlace): void {
    this.#journal.end(place);
  }

  /** How often a run took its process with it. */
  triesOf(place: RunPlace): number {
    return this.#journal.lost(place);
  }

  /** Reads with the files of one moment; where some vanish meanwhile, as in a compaction, once more with those of another. */
  async #reading<Result>(read: (files: StudyFiles) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      const files = await listFiles(this.path).catch((thrown: unknown) => {
        throw storeError(thrown, 'read a study', this.path);
      });
      try {
        return await read(files);
      } catch (thrown) {
        const now = await listFiles(this.path);
        const gone = [...files.tables, ...files.chunks].some((file) => ![...now.tables, ...now.chunks].includes(file));
        if (!gone || attempt === 10) throw storeError(thrown, 'read a study', this.path);
      }
    }
  }

  async #seconds(): Promise<number> {
    const text = await readFile(path.join(this.path, 'timings.jsonl'), 'utf8').catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
      return '';
    });
    const lines = text.split('\n').filter((line) => /^\{.*\}$/.test(line));
    return lines.reduce((sum, line) => sum + (JSON.parse(line) as { readonly seconds: number }).seconds, 0);
  }
}
