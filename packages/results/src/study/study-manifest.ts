/** A varied parameter, and so a column of the study's table. */
export interface StudyAxis {
  /** The column: the path in the scenario, or the shorter name that the study gives it. */
  readonly name: string;
  readonly kind: 'number' | 'text';
  /** As in `bp` of values written as `5 bp`; absent of plain numbers and texts. */
  readonly unit?: string;
}

/** What a study is; written before its first run and the same on every machine. Its `key` names its folder. */
export interface StudyManifest {
  readonly format: 'ebb-study-1';
  /** The content address of all that determines its rows but the number of replicates; 16 hex digits. */
  readonly key: string;
  /** The name of the study file, or of the scenario. */
  readonly name: string;
  /** The name and title of the scenario. */
  readonly scenario: string;
  readonly title: string;
  /** The study as it was given: the object that `plan` takes, or the file's content. */
  readonly form: Readonly<Record<string, unknown>>;
  readonly axes: readonly StudyAxis[];
  /** In the order of the study; the first is what others are compared with unless told otherwise. */
  readonly variants: readonly string[];
  readonly points: number;
  /** How many seeds each point and variant is played with, from `firstSeed` on. It may grow. */
  readonly replicates: number;
  readonly firstSeed: number;
  /** The hash of the built packages on the run path. */
  readonly build: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly plugins: readonly {
    readonly kind: string;
    readonly name: string;
    readonly version: string;
    readonly hash: string;
  }[];
}
