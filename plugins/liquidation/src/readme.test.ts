import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parametersIn } from '@ebb/testkit';
import fifthFirst from './fifth-first.ts';
import keeperAuction from './keeper-auction.ts';
import laddered from './laddered.ts';
import oneOrder from './one-order.ts';
import rankedOrder from './ranked-order.ts';
import twapLiquidation from './twap-liquidation.ts';
import vaultTakeover from './vault-takeover.ts';

const plugins = [oneOrder, laddered, fifthFirst, keeperAuction, vaultTakeover, twapLiquidation, rankedOrder];
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const sections = read('README.md').split(/^## /m);

test.each(plugins)('the README tells every parameter of $name', ({ name, params }) => {
  const section = sections.find((part) => part.startsWith(`\`${name}\``));
  expect(section).toBeDefined();
  expect(parametersIn(section ?? '')).toEqual(Object.keys(params.shape).sort());
});

test('package.json lists them all, and each says formula and sources', () => {
  const { ebb } = JSON.parse(read('package.json')) as { ebb: { plugins: string[] } };
  expect([...ebb.plugins].sort()).toEqual(plugins.map(({ name }) => `dist/${name}.js`).sort());
  for (const { formula, sources } of plugins) expect([formula, sources?.length]).not.toContain(undefined);
});
