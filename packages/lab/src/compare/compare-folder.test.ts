import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StudyFolder } from '@ebb/results/store';
import { afterAll, expect, test } from '@jest/globals';
import { fakeStudy } from '../../test/fake-study.ts';
import { compare } from './compare.ts';

const store = await mkdtemp(path.join(tmpdir(), 'ebb-compare-'));
afterAll(() => rm(store, { recursive: true }));

test('a comparison reads a study from its folder, with what broke and when things happened', async () => {
  const runs = ['asWas', 'late'].flatMap((variant, index) =>
    [1, 2, 3, 4].map((seed) => ({ variant, seed, numbers: { low: 100 - seed - 10 * index } })),
  );
  const { manifest } = fakeStudy(runs, {});
  const folder = await StudyFolder.create(store, manifest);
  const rows = runs.map(({ variant, seed, numbers: { low } }, index) => ({
    ...{ run: `${index}`.padStart(32, '0'), point: 0, variant, seed, values: {}, traceHash: 'beef', events: 1 },
    metrics: [{ subject: 'COIN/USD@usd', name: 'low', value: low, unit: 'USD', atUs: (low + seed) * 1e6 }],
    ...(variant === 'late' && seed === 4 ? { fault: { message: 'broke' } } : {}),
  }));
  await folder.write(rows, 1);
  const metrics = ['COIN/USD@usd.low', 'COIN/USD@usd.low.at', 'COIN/USD@usd.low < 88.5'];
  const { measures } = await compare(folder.path, { metrics });
  expect(measures.map(({ measure }) => measure.unit)).toEqual(['USD', 'us', 'USD']);
  const [low, at, event] = measures.map(({ variants }) => variants[0]!);
  expect(low).toMatchObject({ pairs: 3, failed: 1, difference: { value: -10 } });
  expect(at!.difference.value).toBe(-10e6);
  expect(event!.difference.value).toBeCloseTo(2 / 3, 12);
  await expect(compare(folder, { metric: 'COIN/USD@usd.lo' })).rejects.toThrow("did you mean 'COIN/USD@usd.low'?");
});
