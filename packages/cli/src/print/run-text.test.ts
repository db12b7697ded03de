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
