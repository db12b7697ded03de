import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Plugin } from '@ebb/sdk';
import fc from 'fast-check';
import { play, playAudited, randomScenarios } from '../src/index.ts';
import { houseGrammar } from './house-grammar.ts';
import { housePlugins } from './house-plugins.ts';
import { dabbler, dabblers } from './pool-agents.ts';

jest.setTimeout(120_000);

const curves = fc.constantFrom<unknown>(
  'constant-product',
  { use: 'constant-product', params: { fee: 0 } },
  { use: 'stableswap', params: { amplification: 1 } },
  'stableswap',
  'concentrated-liquidity',
  { use: 'concentrated-liquidity', params: { fee: '1%', tickSpacing: 200 } },
);
const worlds = randomScenarios({ ...houseGrammar, curves, agents: [...houseGrammar.agents, dabblers, dabblers] });

let plugins: readonly Plugin[];
beforeAll(async () => {
  plugins = [...(await housePlugins()), dabbler];
});

test('random worlds with pools never break, always balance, and play the same with and without an audit', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(worlds, fc.integer({ min: 1, max: 1_000_000 }), async (world, seed) => {
      const audited = await playAudited(world, { plugins, seed });
      const plain = await play(world, { plugins, seed, record: 'none' });
      expect(plain.manifest.traceHash).toBe(audited.manifest.traceHash);
      for (const { name, rows } of audited.manifest.tables) seen.set(name, (seen.get(name) ?? 0) + rows);
    }),
    { numRuns: 30, seed: 20251010 },
  );
  for (const table of ['trades', 'fills', 'liquidity', 'liquidations']) {
    expect([table, (seen.get(table) ?? 0) > 10]).toEqual([table, true]);
  }
});
