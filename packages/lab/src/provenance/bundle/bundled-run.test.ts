import { describe, expect, test } from '@jest/globals';
import { sampleRuns } from '../verify/sample-runs.ts';
import { tracesOf, tracesText } from './bundled-run.ts';
import { commonFolder, isBelow, pathFrom } from './common-folder.ts';

describe('a list of traces', () => {
  const run = { point: 3, variant: 'asWas', seed: 'two', run: 'ab', status: 'failed', traceHash: '' };

  test('is read as it was written', () => {
    expect(tracesOf(tracesText([run, { ...run, point: 0, traceHash: 'cd' }]))).toEqual([
      run,
      { ...run, point: 0, traceHash: 'cd' },
    ]);
    expect(tracesOf(tracesText([]))).toEqual([]);
  });

  test('of another form is refused with the line', () => {
    expect(() => tracesOf('')).toThrow("a list of traces begins with 'point,variant,seed,run,status,trace_hash'");
    expect(() => tracesOf(`${tracesText([run])}1,2,3\n`)).toThrow('line 3 of the list of traces');
    expect(() => tracesOf(tracesText([run]).replace('3,', '-3,'))).toThrow('line 2 of the list of traces');
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 50 }, (_, i) => i);

  test('is drawn without repetition, in order, the same for the same seed', () => {
    const sample = sampleRuns(all, 8, 1);
    expect(sample).toHaveLength(8);
    expect(new Set(sample).size).toBe(8);
    expect(sample).toEqual([...sample].sort((a, b) => a - b));
    expect(sampleRuns(all, 8, 1)).toEqual(sample);
    expect(sampleRuns(all, 8, 2)).not.toEqual(sample);
    expect(sampleRuns(all, 99, 1)).toEqual(all);
  });

  test('takes each with the same chance: 8 of 50 over 2,000 seeds, within four standard errors', () => {
    const taken = all.map(() => 0);
    for (let seed = 0; seed < 2000; seed++) for (const at of sampleRuns(all, 8, seed)) taken[at]++;
    const share = 8 / 50;
    const error = Math.sqrt((share * (1 - share)) / 2000);
    for (const count of taken) expect(Math.abs(count / 2000 - share)).toBeLessThan(4 * error);
  });
});

test('the common folder of files is the deepest that holds them all', () => {
  expect(commonFolder(['/a/b/c.yaml'])).toBe('/a/b');
  expect(commonFolder(['/a/b/c.yaml', '/a/b/d/e.ts'])).toBe('/a/b');
  expect(commonFolder(['/a/b/c.yaml', '/a/bc/d.yaml'])).toBe('/a');
  expect(commonFolder(['/a/b.yaml', '/c/d.yaml'])).toBe('/');
  expect([isBelow('/a/b', '/a'), isBelow('/a', '/a'), isBelow('/ab', '/a'), isBelow('/a/..b', '/a')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(pathFrom('/a', '/a/b/c')).toBe('b/c');
});
