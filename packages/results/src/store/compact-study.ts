import { setImmediate } from 'node:timers/promises';
import type { Columns } from '@ebb/sdk';
import type { StudyManifest } from '../study/study-manifest.ts';
import { ParquetFile } from './parquet-file.ts';
import { RowSpill } from './row-spill.ts';
import type { RunPlace } from './run-index.ts';
import { tableName } from './study-files.ts';
import { inOrder, isFirst, placesIn } from './study-index.ts';
import { STUDY_KEY, openPart } from './study-part.ts';
import type { StudyField } from './study-part.ts';
import { writeWhole } from './whole-file.ts';

/** Rows of a row group: the bytes of a table must not hang on how its rows came. */
const GROUP_ROWS = 4_096;

/** Which rows go into a table. */
export interface Compaction {
  readonly folder: string;
  readonly manifest: StudyManifest;
  readonly files: readonly string[];
  /** Leaves rows out; none unless given. */
  readonly drops?: (place: RunPlace, how: 'completed' | 'failed') => boolean;
}

/**
 * Puts all rows of some files of a study into one, ordered by point, variant and seed, each run once: a completed one rather than
 * a failed one. Its bytes depend on the rows alone. Memory is bounded by some thousand rows, and some 30 bytes for each other;
 * the rest waits on the disk, in the folder. Gives its path; undefined where no row is left. The files stay.
 */
export async function compactStudy(compaction: Compaction): Promise<string | undefined> {
  const { rows, ranks, fields } = await planOf(compaction);
  if (rows === 0) return undefined;
  const { folder, manifest, files } = compaction;
  const numbers = fields.filter(({ kind }) => kind !== 'text');
  const texts = fields.filter(({ kind }) => kind === 'text');
  const spill = RowSpill.open(folder, numbers.length);
  try {
    const names = fields.map(({ name }) => name);
    for (const [at, file] of files.entries()) {
      const rankOf = ranks[at]!;
      if (rankOf.every((rank) => rank < 0)) continue;
      const part = await openPart(file);
      for (const [group, from] of part.groups.slice(0, -1).entries()) {
        const to = part.groups[group + 1]!;
        const read = await part.read(names, from, to);
        spill.put(
          rankOf.subarray(from, to),
          numbers.map(({ name }) => read.get(name) as Float64Array | undefined),
          texts.map(({ name }) => read.get(name) as readonly string[] | undefined),
        );
      }
    }
    const write = (file: string): Promise<void> => writeTable(file, spill, rows, { fields, manifest });
    return await writeWhole(folder, write, tableName);
  } finally {
    spill.close();
  }
}

interface Plan {
  readonly rows: number;
  /** Of each file, where its rows stand in the table; −1 of those that do not. */
  readonly ranks: readonly Int32Array[];
  /** Of files that have rows in the table. */
  readonly fields: readonly StudyField[];
}

/** Looks at which rows there are, and in which order. */
async function planOf({ files, manifest, drops = () => false }: Compaction): Promise<Plan> {
  const parts: { readonly fields: readonly StudyField[]; readonly places: Float64Array }[] = [];
  const known = new Map<string, readonly StudyField[]>();
  for (const file of files) {
    const part = await openPart(file);
    const { point, variant, seed, failed } = await placesIn(part, manifest);
    const places = new Float64Array(part.rows * WIDTH);
    for (let row = 0; row < part.rows; row++) {
      const place = { point: point[row]!, variant: manifest.variants[variant[row]!]!, seed: seed[row]! };
      const isDropped = drops(place, failed[row] === 1 ? 'failed' : 'completed');
      places.set([point[row]!, variant[row]!, seed[row]!, isDropped ? DROPPED : failed[row]!], row * WIDTH);
    }
    // Most files have the same columns, and need not each remember them.
    const name = JSON.stringify(part.fields);
    known.set(name, known.get(name) ?? part.fields);
    parts.push({ fields: known.get(name)!, places });
  }
  return rank(parts, manifest);
}

/** Numbers that say of a row where it belongs: point, variant, seed, and 0 or 1 of one that was completed or failed. */
const WIDTH = 4;
const DROPPED = 2;

function rank(
  parts: readonly { readonly fields: readonly StudyField[]; readonly places: Float64Array }[],
  manifest: StudyManifest,
): Plan {
  const total = parts.reduce((sum, { places }) => sum + places.length / WIDTH, 0);
  const all = new Float64Array(total * WIDTH);
  const starts: number[] = [];
  let start = 0;
  for (const { places } of parts) {
    all.set(places, start * WIDTH);
    starts.push(start);
    start += places.length / WIDTH;
  }
  const compare = (a: number, b: number): number => {
    for (let at = 0; at < WIDTH; at++) {
      const difference = all[a * WIDTH + at]! - all[b * WIDTH + at]!;
      if (difference !== 0) return difference;
    }
    // Files come in the order of their names.
    return a - b;
  };
  const ordered = Uint32Array.from({ length: total }, (_, row) => row).sort(compare);
  const ranks = new Int32Array(total).fill(-1);
  let rows = 0;
  let last: number | undefined;
  for (const row of ordered) {
    if (all[row * WIDTH + 3] === DROPPED) continue;
    const isSame = last !== undefined && [0, 1, 2].every((at) => all[row * WIDTH + at] === all[last! * WIDTH + at]);
    if (isSame) continue;
    last = row;
    ranks[row] = rows++;
  }
  const own = parts.map(({ places }, at) => ranks.subarray(starts[at]!, starts[at]! + places.length / WIDTH));
  const fields = new Map<string, StudyField>();
  const having = new Set(parts.filter((_, at) => own[at]!.some((each) => each >= 0)).map((part) => part.fields));
  for (const field of [...having].flat()) if (isFirst(fields.get(field.name), field)) fields.set(field.name, field);
  return { rows, ranks: own, fields: inOrder(fields, manifest) };
}

async function writeTable(
  file: string,
  spill: RowSpill,
  rows: number,
  { fields, manifest }: { readonly fields: readonly StudyField[]; readonly manifest: StudyManifest },
): Promise<void> {
  let parquet: ParquetFile | undefined;
  for (let from = 0; from < rows; from += GROUP_ROWS) {
    const count = Math.min(GROUP_ROWS, rows - from);
    const { numbers, texts } = spill.take(from, count);
    // Others have their turn between two pieces.
    await setImmediate();
    const [number, text] = [numbers.values(), texts.values()];
    const columns = fields.map((field) => ({
      ...field,
      data: field.kind === 'text' ? text.next().value! : number.next().value!,
    }));
    const group: Columns = { table: 'runs', rows: count, columns };
    parquet ??= new ParquetFile(file, group, { [STUDY_KEY]: manifest.key });
    parquet.append(group);
  }
  parquet?.close();
}
