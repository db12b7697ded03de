import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parametersIn } from '@ebb/testkit';
import bitmexQueue from './bitmex-queue.ts';
import cappedProRata from './capped-pro-rata.ts';
import hyperliquidQueue from './hyperliquid-queue.ts';
import proRata from './pro-rata.ts';
import profitLeverageQueue from './profit-leverage-queue.ts';
import riskAware from './risk-aware.ts';

const plugins = [profitLeverageQueue, hyperliquidQueue, bitmexQueue, proRata, cappedProRata, riskAware];
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const sections = read('README.md').split(/^## /m);
const shared = parametersIn(sections.find((part) => part.startsWith('Price and trigger')) ?? '');

test.each(plugins)('the README tells every parameter of $name', ({ name, params }) => {
  const section = sections.find((part) => part.startsWith(`\`${name}\``));
  expect([...parametersIn(section ?? ''), ...shared].sort()).toEqual(Object.keys(params.shape).sort());
});

test('package.json lists them all, and each says formula and sources', () => {
  const { ebb } = JSON.parse(read('package.json')) as { ebb: { plugins: string[] } };
  expect([...ebb.plugins].sort()).toEqual(plugins.map(({ name }) => `dist/${name}.js`).sort());
  for (const { formula, sources } of plugins) expect([formula, sources?.length]).not.toContain(undefined);
});
