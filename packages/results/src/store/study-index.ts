import path from 'node:path';
import type { StudyManifest } from '../study/study-manifest.ts';
import { RunIndex } from './run-index.ts';
import { FIXED_COLUMNS } from './study-columns.ts';
import type { StudyField, StudyPart } from './study-part.ts';

/** The rows of a study at one moment: which files have them, and which rows do not count. */
export interface Snapshot {
  readonly files: readonly string[];
  /** At least as many as there are. */
  readonly rows: number;
  /** Rows, by file, whose run stands in another place as well. */
  readonly hidden: ReadonlyMap<string, readonly number[]>;
  /** The first seed that is not asked for any more, where there are rows with such seeds. */
  readonly seedsBefore: number | undefined;
  /** Files with rows of runs that failed. */
  readonly failedIn: ReadonlySet<string>;
  /** All columns: places, axes, outcome, then metrics by name. */
  readonly fields: readonly StudyField[];
}

/** What is known of the files of a study: which run is in which of them, each once. */
export class StudyIndex {
  readonly runs: RunIndex;
  readonly #manifest: StudyManifest;
  readonly #files = new Map<string, number>();
  readonly #hidden = new Map<string, number[]>();
  readonly #failedAt = new Map<number, { readonly file: string; readonly row: number }>();
  readonly #failedIn = new Set<string>();
  readonly #fields = new Map<string, StudyField>();
  #hasMoreSeeds = false;

  constructor(manifest: StudyManifest, folder: string) {
    this.runs = new RunIndex(manifest, folder);
    this.#manifest = manifest;
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Takes note of the rows of a file that is new. */
  admit(file: string, fields: readonly StudyField[], { point, variant, seed, failed: fails }: PartPlaces): void {
    if (this.#files.has(file)) return;
    this.#files.set(file, point.length);
    for (const field of fields) if (isFirst(this.#fields.get(field.name), field)) this.#fields.set(field.name, field);
    for (let row = 0; row < point.length; row++) {
      const place = { point: point[row]!, variant: this.#manifest.variants[variant[row]!]!, seed: seed[row]! };
      const how = fails[row] === 1 ? 'failed' : 'completed';
      if (how === 'failed') this.#failedIn.add(file);
      const at = this.runs.ordinal(place);
      if (at === undefined) {
        this.#hasMoreSeeds = true;
        continue;
      }
      const before = this.runs.set(place, how);
      const failed = before === 'failed' ? this.#failedAt.get(at) : undefined;
      if (before === undefined) {
        if (how === 'failed') this.#failedAt.set(at, { file, row });
      } else if (failed !== undefined && how === 'completed') {
        this.#hide(failed.file, failed.row);
        this.#failedAt.delete(at);
      } else if (failed !== undefined && path.basename(file) < path.basename(failed.file)) {
        // Of two failures the same one counts in every process.
        this.#hide(failed.file, failed.row);
        this.#failedAt.set(at, { file, row });
      } else {
        this.#hide(file, row);
      }
    }
  }

  /** The rows as they are now. */
  snapshot(): Snapshot {
    const { firstSeed, replicates } = this.#manifest;
    const files = [...this.#files].filter(([file, rows]) => rows > (this.#hidden.get(file)?.length ?? 0));
    return {
      files: files.map(([file]) => file),
      rows: files.reduce((sum, [, rows]) => sum + rows, 0),
      hidden: new Map([...this.#hidden].map(([file, rows]) => [file, [...rows]])),
      seedsBefore: this.#hasMoreSeeds ? firstSeed + replicates : undefined,
      failedIn: new Set(this.#failedIn),
      fields: inOrder(this.#fields, this.#manifest),
    };
  }

  #hide(file: string, row: number): void {
    const rows = this.#hidden.get(file);
    if (rows === undefined) this.#hidden.set(file, [row]);
    else rows.push(row);
  }
}

/** Which runs the rows of a file are, and how they ended. */
export interface PartPlaces {
  readonly point: Float64Array;
  /** Index in the manifest's variants. */
  readonly variant: Int32Array;
  readonly seed: Float64Array;
  /** 1 of a run that failed. */
  readonly failed: Uint8Array;
}

/** Reads which runs a file holds. Throws a RangeError for a file that is not of this study. */
export async function placesIn(part: StudyPart, manifest: StudyManifest): Promise<PartPlaces> {
  refuseForeign(part, manifest);
  const { rows, groups } = part;
  const ranks = new Map(manifest.variants.map((name, at) => [name, at]));
  const variant = new Int32Array(rows);
  const failed = new Uint8Array(rows);
  const { point, seed } = { point: new Float64Array(rows), seed: new Float64Array(rows) };
  for (const [group, from] of groups.slice(0, -1).entries()) {
    const columns = await part.read(['point', 'variant', 'seed', 'status'], from, groups[group + 1]!);
    point.set(columns.get('point') as Float64Array, from);
    seed.set(columns.get('seed') as Float64Array, from);
    for (const [at, name] of columns.get('variant')!.entries()) {
      const rank = ranks.get(String(name));
      if (rank === undefined) throw new RangeError(`it has runs of ${name}, a variant that the study does not know`);
      variant[from + at] = rank;
    }
    for (const [at, status] of columns.get('status')!.entries()) failed[from + at] = Number(status === 'failed');
  }
  const isOurs = point.every((at) => at < manifest.points) && seed.every((at) => at >= manifest.firstSeed);
  if (!isOurs) throw new RangeError('it has runs that the study does not know');
  return { point, variant, seed, failed };
}

/** The columns of a study in their order. */
export function inOrder(
  fields: ReadonlyMap<string, StudyField>,
  { axes }: Pick<StudyManifest, 'axes'>,
): readonly StudyField[] {
  const [places, outcome] = [FIXED_COLUMNS.slice(0, 4), FIXED_COLUMNS.slice(4)];
  const first = [...places, ...axes.map(({ name }) => name), ...outcome];
  const rest = [...fields.keys()].filter((name) => !first.includes(name)).sort();
  return [...first, ...rest].flatMap((name) => fields.get(name) ?? []);
}

/** Whether a column's unit stands before that of another file: which file comes first must not count. */
export function isFirst(known: StudyField | undefined, field: StudyField): boolean {
  return known === undefined || (field.unit ?? '') < (known.unit ?? '');
}

function refuseForeign({ study, fields }: StudyPart, { key, axes }: StudyManifest): void {
  if (study !== undefined && study !== key) throw new RangeError(`it belongs to the study ${study}`);
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]));
  const integers = new Set(['point', 'seed', 'events', 'error_us']);
  const expected = [
    ...FIXED_COLUMNS.map((name) => [name, integers.has(name) ? 'integer' : 'text'] as const),
    ...axes.map(({ name, kind }) => [name, kind] as const),
  ];
  for (const [name, kind] of expected) {
    if (kinds.get(name) !== kind) throw new RangeError(`its column ${name} is not of ${kind}s`);
  }
}
