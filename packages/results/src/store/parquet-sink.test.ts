import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Columns } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { ParquetSink } from './parquet-sink.ts';
import { query } from './query.ts';
import { readTable } from './read-table.ts';
import { StoreError } from './store-error.ts';

interface Row {
  readonly time: number;
  readonly seq: number;
  readonly price: number;
  readonly market: string;
}

const row: fc.Arbitrary<Row> = fc.record({
  time: fc.integer({ min: 0, max: Date.UTC(2100, 0) * 1000 + 999_999 }),
  seq: fc.oneof(fc.maxSafeInteger(), fc.constant(NaN)),
  price: fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -0, 5e-324)),
  market: fc.oneof(fc.constantFrom('ATOM/USDT:USDT@alpha', 'ATOM/USDT@beta', ''), fc.string({ unit: 'grapheme' })),
});

function chunkOf(rows: readonly Row[], table = 'things'): Columns {
  return {
    table,
    rows: rows.length,
    columns: [
      { name: 'time', kind: 'time', unit: 'us', data: Float64Array.from(rows, (each) => each.time) },
      { name: 'seq', kind: 'integer', data: Float64Array.from(rows, (each) => each.seq) },
      { name: 'price', kind: 'number', unit: 'USDT', data: Float64Array.from(rows, (each) => each.price) },
      { name: 'market', kind: 'text', data: rows.map((each) => each.market) },
    ],
  };
}

describe('a Parquet sink', () => {
  test('writes what reads back value for value, in as many chunks as it comes', async () => {
    let run = 0;
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { maxLength: 40 }), { minLength: 1, maxLength: 4 }), async (chunks) => {
        const table = `things${run++}`;
        const sink = new ParquetSink(folder);
        for (const chunk of chunks) sink.write(chunkOf(chunk, table));
        sink.close();
        expect(await readTable(folder, table)).toEqual(chunkOf(chunks.flat(), table));
        expect(sink.tables).toEqual([{ name: table, rows: chunks.flat().length }]);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps times to the microsecond and integers to the last, for DuckDB too', async () => {
    const folder = temporaryFolder();
    const rows = [
      { time: 1_760_131_145_123_457, seq: Number.MAX_SAFE_INTEGER, price: 0.1, market: "it's" },
      { time: 1_760_131_145_123_458, seq: Number.MIN_SAFE_INTEGER, price: NaN, market: 'b' },
      { time: 0, seq: NaN, price: -2.5, market: '' },
    ];
    const sink = new ParquetSink(folder);
    sink.write(chunkOf(rows));
    sink.close();
    const { columns, rows: read } = await query(folder, 'select * from things');
    expect(columns).toEqual(['time', 'seq', 'price', 'market']);
    expect(read).toEqual([
      [1_760_131_145_123_457, Number.MAX_SAFE_INTEGER, 0.1, "it's"],
      [1_760_131_145_123_458, Number.MIN_SAFE_INTEGER, null, 'b'],
      [0, null, -2.5, ''],
    ]);
    const asked = await query(
      folder,
      "select typeof(time), count(*), max(price), strftime(max(time), '%H:%M:%S.%f') from things group by 1",
    );
    expect(asked.rows).toEqual([['TIMESTAMP', 3, 0.1, '21:19:05.123458']]);
  });

  test('reads only the columns asked for, and names one that is not there', async () => {
    const folder = temporaryFolder();
    const sink = new ParquetSink(folder);
    sink.write(chunkOf([{ time: 1, seq: 2, price: 3, market: 'm' }]));
    sink.close();
    const { columns } = await readTable(folder, 'things', ['price']);
    expect(columns).toEqual([{ name: 'price', kind: 'number', unit: 'USDT', data: Float64Array.of(3) }]);
    await expect(readTable(folder, 'things', ['prise'])).rejects.toThrow('there is no column prise');
  });

  test('knows the columns of a table without rows', async () => {
    const folder = temporaryFolder();
    const sink = new ParquetSink(folder);
    sink.write(chunkOf([]));
    sink.close();
    expect((await query(folder, 'select count(*) from things')).rows).toEqual([[0]]);
  });

  test('keeps the first error for the end and does not throw into the run', () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/full', path.join(folder, 'things.parquet'));
    const sink = new ParquetSink(folder);
    const rows = Array.from({ length: 16_384 }, (_, i) => ({ time: i, seq: i, price: i * 1.1, market: `m${i}` }));
    for (let i = 0; i < 4; i++) sink.write(chunkOf(rows));
    expect(sink.error).toMatchObject({ code: 'diskFull', path: path.join(folder, 'things.parquet') });
    expect(() => sink.close()).toThrow('the disk is full');
  });

  test('says so when its folder is not there', () => {
    const sink = new ParquetSink(path.join(temporaryFolder(), 'gone'));
    sink.write(chunkOf([]));
    expect(() => sink.close()).toThrow(StoreError);
    expect(sink.error?.code).toBe('missing');
  });
});

describe('reading', () => {
  test('says which table is missing or broken', async () => {
    const folder = temporaryFolder();
    await expect(readTable(folder, 'bars')).rejects.toMatchObject({
      code: 'missing',
      path: path.join(folder, 'bars.parquet'),
    });
    writeFileSync(path.join(folder, 'bars.parquet'), 'not a table at all');
    await expect(readTable(folder, 'bars')).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('passes on what DuckDB has to say about SQL', async () => {
    const folder = temporaryFolder();
    await expect(query(folder, 'select 1')).rejects.toMatchObject({ code: 'missing' });
    const sink = new ParquetSink(folder);
    sink.write(chunkOf([]));
    sink.close();
    await expect(query(folder, 'select nothing from thingz')).rejects.toMatchObject({
      code: 'badQuery',
      message: expect.stringMatching(/Table with name thingz does not exist![^]*\^$/),
    });
  });

  test('answers one question, and says why another text is none', async () => {
    const folder = temporaryFolder();
    const sink = new ParquetSink(folder);
    sink.write(chunkOf([]));
    sink.close();
    expect(await query(folder, "pivot (values ('a', 1), ('b', 2)) t(x, y) on x using sum(y)")).toEqual({
      columns: ['a', 'b'],
      rows: [[1, 2]],
    });
    const refused = async (sql: string): Promise<unknown> => query(folder, sql).catch(String);
    expect(await refused('select 1; select 2')).toMatch(/as in select \* from runs; there are 2 statements\.$/);
    expect(await refused(' ; -- nothing')).toMatch(/; there is none\.$/);
    expect(await refused('create table x (a int)')).toMatch(/; found a statement that is none: create\.$/);
  });

  test('finds tables in a folder with marks in its name', async () => {
    const folder = temporaryFolder();
    const odd = path.join(folder, "a [1] * 'run'?");
    mkdirSync(odd);
    const sink = new ParquetSink(odd);
    sink.write(chunkOf([{ time: 1, seq: 2, price: 3, market: 'm' }]));
    sink.close();
    expect((await query(odd, 'select price from things')).rows).toEqual([[3]]);
  });
});
