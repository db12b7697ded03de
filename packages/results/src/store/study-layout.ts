import type { Column } from '@ebb/sdk';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import type { StudyManifest } from '../study/study-manifest.ts';
import { UNITS_KEY } from './parquet-schema.ts';
import { FIXED_COLUMNS, PLACE_COLUMNS } from './study-columns.ts';

/** The columns that some files of a study have together. */
export interface StudyLayout {
  /** Places, axes, outcome, then metrics by name. */
  readonly columns: readonly Omit<Column, 'data'>[];
  readonly units: Readonly<Record<string, string>>;
}

/** Reads the layout from the ends of the files; where two files differ in a unit, the later has its way. */
export async function readLayout(
  files: readonly string[],
  { axes }: Pick<StudyManifest, 'axes'>,
): Promise<StudyLayout> {
  const kinds = new Map<string, Column['kind']>();
  const units: Record<string, string> = {};
  for (const file of files) {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
    for (const { name, type } of metadata.schema.slice(1)) {
      kinds.set(name, type === 'DOUBLE' ? 'number' : type === 'INT64' ? 'integer' : 'text');
    }
    const written = metadata.key_value_metadata?.find(({ key }) => key === UNITS_KEY)?.value;
    if (written !== undefined) Object.assign(units, JSON.parse(written) as Record<string, string>);
  }
  const places: readonly string[] = PLACE_COLUMNS;
  const first = [...places, ...axes.map(({ name }) => name), ...FIXED_COLUMNS.filter((name) => !places.includes(name))];
  const rest = [...kinds.keys()].filter((name) => !first.includes(name)).sort();
  const columns = [...first.filter((name) => kinds.has(name)), ...rest].map((name) => {
    const unit = units[name];
    return { name, kind: kinds.get(name)!, ...(unit === undefined ? {} : { unit }) };
  });
  return { columns, units };
}
