import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Plugin } from '@ebb/sdk';
import fc from 'fast-check';
import { play, playAudited, randomScenarios } from '../src/index.ts';
import { houseGrammar } from './house-grammar.ts';
import { housePlugins } from './house-plugins.ts';

jest.setTimeout(900_000);

const worlds = randomScenarios(houseGrammar);
const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe("random worlds of the house's plugins", () => {
  let plugins: readonly Plugin[];
  beforeAll(async () => {
    plugins = await housePlugins();
  });

  test('never break, always balance, and play the same with and without an audit', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(worlds, seeds, async (world, seed) => {
        const audited = await playAudited(world, { plugins, seed });
        const plain = await play(world, { plugins, seed, record: 'none' });
        expect(plain.manifest.traceHash).toBe(audited.manifest.traceHash);
        for (const { name, rows } of audited.manifest.tables) seen.set(name, (seen.get(name) ?? 0) + rows);
      }),
      { numRuns: 900, seed: 4242 },
    );
    for (const table of ['trades', 'fills', 'liquidations', 'takeovers', 'deleveragings', 'funding', 'halts', 'news']) {
      expect([table, (seen.get(table) ?? 0) > 0]).toEqual([table, true]);
    }
  });
});
