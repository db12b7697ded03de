import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parametersIn } from '@ebb/testkit';
import backstopVault from './backstop-vault.ts';
import clawback from './clawback.ts';
import drawdownFund from './drawdown-fund.ts';
import insuranceFund from './insurance-fund.ts';
import socialisedLoss from './socialised-loss.ts';
import steadyDisposal from './steady-disposal.ts';

const plugins = [insuranceFund, drawdownFund, backstopVault, socialisedLoss, clawback, steadyDisposal];
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const sections = read('README.md').split(/^## /m);

test.each(plugins)('the README tells every parameter of $name', ({ name, params }) => {
  const section = sections.find((part) => part.startsWith(`\`${name}\``));
  expect(parametersIn(section ?? '')).toEqual(Object.keys(params.shape).sort());
});

test('package.json lists them all, and each says formula and sources', () => {
  const { ebb } = JSON.parse(read('package.json')) as { ebb: { plugins: string[] } };
  expect([...ebb.plugins].sort()).toEqual(plugins.map(({ name }) => `dist/${name}.js`).sort());
  for (const { formula, sources } of plugins) expect([formula, sources?.length]).not.toContain(undefined);
});
