import { describe, expect, test } from '@jest/globals';
import { START_US } from '../test/fake-run.ts';
import type { CascadeRecord, CascadeReport } from './cascade-report.ts';
import { cascadeTable, withoutCascades } from './cascade-table.ts';

const cascade: CascadeRecord = {
  ...{ seq: 7, atUs: START_US + 65_000_000, venue: 'alpha', account: 3, class: 'longs' },
  ...{ cause: { kind: 'flow' }, causeShare: 0.7, liquidations: 1234, depth: 12 },
  ...{ notional: 1_240_000, share: 0.345, seconds: 80, breadths: [1] },
};

const report: CascadeReport = {
  unit: 'USDT',
  liquidations: 2000,
  cascades: 1,
  notional: 3_600_000,
  largest: [cascade],
};

describe('the table of cascades', () => {
  test('tells of each its root, what began it, its size and its share', () => {
    const market = 'BTC/USDT:USDT@alpha';
    const shocked: CascadeRecord = { ...cascade, market, cause: { kind: 'shock', shock: 'tariffs' } };
    const { title, columns, rows } = cascadeTable({ ...report, largest: [shocked, cascade] });
    expect(title).toBe('Cascades');
    expect(rows).toEqual([
      ['20:31:05', market, 'longs', 'tariffs', '1,234', '12', '1.24 M USDT', '34.5 %'],
      ['20:31:05', 'account@alpha', 'longs', 'flow', '1,234', '12', '1.24 M USDT', '34.5 %'],
    ]);
    expect(rows[0]).toHaveLength(columns.length);
  });

  test('has five rows at most', () => {
    const largest = Array.from({ length: 8 }, (_, i) => ({ ...cascade, depth: i }));
    const rows = cascadeTable({ ...report, largest }).rows;
    expect(rows.map((row) => row[5])).toEqual(['0', '1', '2', '3', '4']);
  });
});

test('a run whose liquidations led to none says so, and one without liquidations or with cascades does not', () => {
  const none = { ...report, cascades: 0, largest: [] };
  expect(withoutCascades(none)).toBe('No liquidation led to another.');
  expect(withoutCascades({ ...none, liquidations: 0 })).toBeUndefined();
  expect(withoutCascades(report)).toBeUndefined();
});
