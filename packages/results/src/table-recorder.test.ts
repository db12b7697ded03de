import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemorySink } from '../test/fake-run.ts';
import { TableRecorder } from './table-recorder.ts';

describe('a table recorder', () => {
  test('hands over full chunks as they fill, and the rest at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 2000 }), (chunkRows, rows) => {
        const sink = new MemorySink();
        const table = new TableRecorder(sink, 'numbers', chunkRows);
        const count = table.integer('count');
        const word = table.text('word');
        for (let i = 0; i < rows; i++) {
          const row = table.row();
          count.put(row, i);
          word.put(row, `w${i}`);
        }
        table.finish();
        const expected = Array.from({ length: rows }, (_, i) => i);
        expect(sink.column('numbers', 'count')).toEqual(expected);
        expect(sink.column('numbers', 'word')).toEqual(expected.map((i) => `w${i}`));
        expect(table.rows).toBe(rows);
        expect(sink.chunks.every((chunk) => chunk.columns.every(({ data }) => data.length === chunk.rows))).toBe(true);
        expect(sink.chunks.slice(0, -1).every((chunk) => chunk.rows === chunkRows)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('gives each chunk arrays of its own, since a sink may keep or transfer them', () => {
    const sink = new MemorySink();
    const table = new TableRecorder(sink, 'numbers', 256);
    const count = table.integer('count', 'lots');
    for (let i = 0; i < 512; i++) count.put(table.row(), i);
    table.finish();
    const [first, second] = sink.chunks.map((chunk) => chunk.columns[0]);
    expect(first.data).not.toBe(second.data);
    expect([first.data[0], second.data[0]]).toEqual([0, 256]);
    expect(first).toMatchObject({ kind: 'integer', unit: 'lots' });
  });

  test('hands an empty table over once, with its columns', () => {
    const sink = new MemorySink();
    const table = new TableRecorder(sink, 'nothing');
    table.time('time');
    table.number('price');
    table.finish();
    expect(sink.chunks).toEqual([
      {
        table: 'nothing',
        rows: 0,
        columns: [
          { name: 'time', kind: 'time', unit: 'us', data: new Float64Array(0) },
          { name: 'price', kind: 'number', data: new Float64Array(0) },
        ],
      },
    ]);
  });
});
