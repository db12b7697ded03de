import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import type { QueryResult } from './query.ts';

/** Which run of a study is meant. */
export interface RunPlace {
  readonly point: number;
  readonly variant: string;
  readonly seed: number;
}

/** What a folder holds of each run that the manifest asks for. */
export interface StudyState {
  readonly completed: number;
  readonly failed: number;
  /** What the manifest asks for and the folder does not hold. */
  readonly missing: number;
  readonly chunks: number;
  readonly bytes: number;
  /** Wall-clock seconds that its runs took, for estimates. */
  readonly seconds: number;
  /** Files that could not be read and were set aside; their runs are missing again. */
  readonly corrupt: readonly string[];
}

/** Columns of the study's table, rows in the order of point, variant (as in the manifest) and seed. */
export interface StudyColumns {
  readonly rows: number;
  readonly point: Int32Array;
  /** Index in the manifest's variants. */
  readonly variant: Int32Array;
  readonly seed: Float64Array;
  /** By the names asked for; NaN where a run has no such number or broke. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** Of the columns asked for, those of texts. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** By column, where known. */
  readonly units: ReadonlyMap<string, string>;
}

/** The folder of a study: its manifest and, in columnar files, every run that is over. */
export interface StudyFolder {
  readonly path: string;
  readonly manifest: StudyManifest;
  /** Whether a run is in the folder, and how it ended. */
  has(place: RunPlace): 'completed' | 'failed' | undefined;
  /** Writes runs as one file, atomically; the same runs give the same file. `seconds` is the wall-clock time they took. */
  write(runs: readonly StudyRun[], seconds: number): Promise<void>;
  state(): Promise<StudyState>;
  columns(names: readonly string[]): Promise<StudyColumns>;
  query(sql: string): Promise<QueryResult>;
}
