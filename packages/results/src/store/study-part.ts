import { open, readFile, stat } from 'node:fs/promises';
import type { Column } from '@ebb/sdk';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { AsyncBuffer, FileMetaData, SchemaElement } from 'hyparquet';
import { UNITS_KEY } from './parquet-schema.ts';

/** The key under which a file says which study it belongs to. */
export const STUDY_KEY = 'ebb.study';

/** A column without its rows. */
export type StudyField = Omit<Column, 'data'>;

/** Some rows of some columns; what is absent is NaN, or an empty text. */
export type PartColumns = ReadonlyMap<string, Float64Array | readonly string[]>;

/** One columnar file of a study, opened to be read. */
export interface StudyPart {
  readonly rows: number;
  readonly fields: readonly StudyField[];
  /** The key of the study that it was written for, where it says so. */
  readonly study: string | undefined;
  /** The first row of each row group, and after the last the number of rows. */
  readonly groups: readonly number[];
  /** Reads columns from one row to before another; names that are not in the file are left out. */
  read(this: void, names: readonly string[], from: number, to: number): Promise<PartColumns>;
}

/** Files up to this size are read at once. */
const SMALL_BYTES = 4_000_000;

/** Reads the end of a file, where it says what is in it. Throws what the file system throws, and other errors for what is no Parquet. */
export async function openPart(file: string): Promise<StudyPart> {
  const { size } = await stat(file);
  const buffer = size <= SMALL_BYTES ? memoryBuffer(await readFile(file)) : fileBuffer(file, size);
  return partOf(buffer);
}

/** The same of the bytes of a file. */
export function partOfBytes(bytes: Uint8Array): Promise<StudyPart> {
  return partOf(memoryBuffer(bytes));
}

async function partOf(file: AsyncBuffer): Promise<StudyPart> {
  const metadata = await parquetMetadataAsync(file);
  const note = (wanted: string): string | undefined =>
    metadata.key_value_metadata?.find(({ key }) => key === wanted)?.value;
  const units = JSON.parse(note(UNITS_KEY) ?? '{}') as Readonly<Record<string, string>>;
  const fields = metadata.schema.slice(1).map((element) => fieldOf(element, units[element.name]));
  return {
    rows: Number(metadata.num_rows),
    fields,
    study: note(STUDY_KEY),
    groups: groupsOf(metadata),
    read: (names, from, to) => readColumns({ file, metadata, fields }, names, from, to),
  };
}

interface Source {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly fields: readonly StudyField[];
}

async function readColumns(source: Source, names: readonly string[], from: number, to: number): Promise<PartColumns> {
  const { file, metadata, fields } = source;
  const wanted = fields.filter(({ name }) => names.includes(name));
  const filled = new Map(
    wanted.map(({ name, kind }) => [
      name,
      kind === 'text' ? new Array<string>(to - from) : new Float64Array(to - from),
    ]),
  );
  if (wanted.length === 0 || to <= from) return filled;
  await parquetRead({
    file,
    metadata,
    columns: wanted.map(({ name }) => name),
    rowStart: from,
    rowEnd: to,
    onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
      const data = filled.get(columnName)!;
      // A chunk may begin before the rows asked for and end after them.
      for (let row = Math.max(rowStart, from); row < Math.min(rowEnd, to); row++) {
        const value: unknown = columnData[row - rowStart];
        if (data instanceof Float64Array)
          data[row - from] = value === null || value === undefined ? NaN : Number(value);
        else data[row - from] = value === null || value === undefined ? '' : String(value);
      }
    },
  });
  return filled;
}

function fieldOf({ name, type }: SchemaElement, unit: string | undefined): StudyField {
  const kind = type === 'DOUBLE' ? 'number' : type === 'INT64' ? 'integer' : 'text';
  return { name, kind, ...(unit === undefined ? {} : { unit }) };
}

function groupsOf({ row_groups: groups }: FileMetaData): readonly number[] {
  const firsts = [0];
  for (const { num_rows: rows } of groups) firsts.push(firsts.at(-1)! + Number(rows));
  return firsts;
}

function memoryBuffer(bytes: Uint8Array): AsyncBuffer {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return { byteLength: buffer.byteLength, slice: (start, end) => buffer.slice(start, end) };
}

/** A file that is opened anew for each piece, so that none stays open. */
function fileBuffer(file: string, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const handle = await open(file);
      try {
        const bytes = new Uint8Array(end - start);
        let at = 0;
        while (at < bytes.length) {
          const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
          if (bytesRead === 0) throw new Error('it is shorter than it says');
          at += bytesRead;
        }
        return bytes.buffer;
      } finally {
        await handle.close();
      }
    },
  };
}
