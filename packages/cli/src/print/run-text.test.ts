import { describe, expect, test } from '@jest/globals';
import type { RunResult } from '@ebb/results';
import { runText, tableText } from './run-text.ts';

const result: RunResult = {
  manifest: {
    scenario: 'tiny',
    title: 'A tiny market',
    scenarioHash: 'ab',
    seed: '7',
    versions: { ebb: '0.1.0' },
    plugins: [],
    patches: [],
    startUs: 0,
    untilUs: 60_000_000,
    warmupUs: 0,
    tables: [],
    traceHash: '0123456789abcdef',
    events: 12_345,
    status: 'completed',
    simulatedUntilUs: 60_000_000,
  },
  metrics: [
    { subject: 'crowd', name: 'accounts', value: 2, unit: 'accounts' },
    { subject: 'crowd', name: 'profit', value: -5, unit: 'USD' },
  ],
  verdict: 'Nothing was traded.',
  timings: { wallSeconds: 2, eventsPerSecond: 6172.5 },
};

describe('the text of a run', () => {
  test('begins with title and verdict, and ends with events, time, trace and folder', () => {
    const lines = runText(result, 'runs/tiny-seed7').split('\n');
    expect(lines.slice(0, 2)).toEqual(['tiny: A tiny market (seed 7)', 'Nothing was traded.']);
    expect(lines.slice(-3)).toEqual([
      '12,345 events in 2.0 s (6.17 k events/s), trace 0123456789abcdef',
      'files: runs/tiny-seed7',
      '',
    ]);
    expect(lines.join('\n')).toContain('│ crowd │');
  });

  test('tells the largest cascades between liquidations and classes, and in a sentence that there were none', () => {
    const none = { unit: 'USDT', liquidations: 4, cascades: 0, notional: 10, largest: [] };
    const cause = { kind: 'shock', shock: 'tariffs' } as const;
    const root = { seq: 7, atUs: 65_000_000, venue: 'alpha', account: 3, class: 'longs', cause, causeShare: 0.7 };
    const size = { liquidations: 4, depth: 3, notional: 2500, share: 1, seconds: 80, breadths: [1, 2, 1] };
    const some = { ...none, cascades: 1, largest: [{ ...root, ...size }] };
    const text = runText({ ...result, cascades: some }, 'x');
    expect(text).toMatch(
      /\nCascades\n┌.*\n│ root .*\n├.*\n│ 00:01:05 │ account@alpha │ longs │ tariffs +│ +4 │ +3 │ +2.50 k USDT │ 100.0 % │/,
    );
    expect(text.indexOf('Cascades')).toBeLessThan(text.indexOf('Who lost'));
    expect(text).not.toContain('No liquidation');
    expect(runText({ ...result, cascades: none }, 'x')).toContain(
      '┘\n\nNo liquidation led to another.\n\n12,345 events',
    );
    expect(runText({ ...result, cascades: { ...none, liquidations: 0 } }, 'x')).toBe(runText(result, 'x'));
  });

  test('says how an audit came out', () => {
    const conservation = { balanced: true, sentence: 'every atom is accounted for' };
    expect(runText({ ...result, conservation }, 'x')).toContain('\naudit: every atom is accounted for\n');
  });
});

test('a table leans its columns to their sides', () => {
  const columns = [
    { title: 'market', align: 'left' },
    { title: 'fall', align: 'right' },
  ] as const;
  expect(
    tableText({
      title: 'What happened',
      columns,
      rows: [
        ['A', '34.5 %'],
        ['LONG', '1.0 %'],
      ],
    }),
  ).toBe(
    [
      'What happened',
      '┌────────┬────────┐',
      '│ market │   fall │',
      '├────────┼────────┤',
      '│ A      │ 34.5 % │',
      '│ LONG   │  1.0 % │',
      '└────────┴────────┘',
    ].join('\n'),
  );
});
