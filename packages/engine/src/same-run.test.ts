import { describe, expect, jest, test } from '@jest/globals';
import { simulate } from './index.ts';
import type { SimulateOptions } from './index.ts';
import { loadTiny } from '../test/tiny-world.ts';
import { tinyPlugins } from '../test/tiny-plugins.ts';

jest.setTimeout(30_000);

const play = async (options: Partial<SimulateOptions> = {}) =>
  simulate(await loadTiny(), { seed: 3, plugins: tinyPlugins(), ...options });
const hashOf = async (options: Partial<SimulateOptions> = {}) => {
  const { manifest } = await play(options);
  expect(manifest.fault).toBeUndefined();
  return manifest.traceHash;
};

describe('the same scenario and seed', () => {
  test('hold all that can happen', async () => {
    const rows = new Map<string, number>();
    for (const seed of [1, 3, 4]) {
      const { manifest, metrics } = await play({ seed });
      for (const { name, rows: count } of manifest.tables) rows.set(name, (rows.get(name) ?? 0) + count);
      expect(metrics.find(({ name }) => name === 'trades')?.value).toBeGreaterThan(100);
    }
    for (const name of ['liquidations', 'takeovers', 'deleveragings', 'insurance', 'funding', 'bars', 'values']) {
      expect([name, (rows.get(name) ?? 0) > 0]).toEqual([name, true]);
    }
  });

  test('give the same trace, in whatever company: again, audited, recorded or not', async () => {
    const plain = await hashOf();
    expect(await hashOf()).toBe(plain);
    expect(await hashOf({ seed: '3' })).toBe(plain);
    expect(await hashOf({ audit: true })).toBe(plain);
    expect(await hashOf({ record: 'none' })).toBe(plain);
    expect(await hashOf({ record: 'all', audit: true })).toBe(plain);
    expect(await hashOf({ seed: 8 })).not.toBe(plain);
  });

  test('give the same numbers, to the bit, in the result and the tables', async () => {
    const tables = async () => {
      const rows: unknown[] = [];
      const { metrics, manifest } = await play({
        record: 'all',
        host: { sink: { write: (chunk) => rows.push(chunk) } },
      });
      return { metrics, manifest, rows };
    };
    expect(await tables()).toEqual(await tables());
  });

  test('give the same trace when two runs take turns in one process', async () => {
    const plain = await hashOf();
    const host = { pause: () => new Promise<void>((resume) => setTimeout(resume)) };
    const [one, other, third] = await Promise.all([
      play({ host, dispatchesAtOnce: 100 }),
      play({ host, seed: 8, dispatchesAtOnce: 130 }),
      play({ host, audit: true, dispatchesAtOnce: 170 }),
    ]);
    expect(one.manifest.traceHash).toBe(plain);
    expect(third.manifest.traceHash).toBe(plain);
    expect(other.manifest.traceHash).toBe(await hashOf({ seed: 8 }));
  });
});
