import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { loadScenarioText } from '@ebb/engine';
import type { Plugin } from '@ebb/sdk';

const families = path.join(import.meta.dirname, '../plugins');
const MARKET = 'instruments: { BTC/USDT: { kind: spot, tick: 0.1, lot: 0.001 } }';
const WORLD = `
version: 1
start: 2025-10-10T12:00:00Z
until: 10 min
assets: { USDT: { decimals: 4 }, BTC: { decimals: 6 } }
agents: {}
`;

const examples = readdirSync(families).flatMap((family) => {
  const readme = readFileSync(path.join(families, family, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```yaml\n(venues:[\s\S]*?)^```/gm)].map(([, text]) => text);
  return blocks.map((text, at) => ({ family, at: at + 1, text }));
});

const known = new Map<string, Plugin>();
beforeAll(async () => {
  for (const family of readdirSync(families)) {
    const manifest = readFileSync(path.join(families, family, 'package.json'), 'utf8');
    const { ebb } = JSON.parse(manifest) as { readonly ebb: { readonly plugins: readonly string[] } };
    for (const file of ebb.plugins) {
      const source = file.replace('dist/', 'src/').replace(/js$/, 'ts');
      // One after another: the loader of the tests links modules that share others one at a time.
      const { default: plugin } = (await import(path.join(families, family, source))) as { readonly default: Plugin };
      known.set(plugin.name, plugin);
    }
  }
});

test.each(examples)('example $at of plugins/$family is a venue whose rules take their parameters', async ({ text }) => {
  const example = text.includes('instruments:') ? text : text.replace(/^( {2}\w+:)\n/m, `$1\n    ${MARKET}\n`);
  const { scenario } = await loadScenarioText(WORLD + example, 'README.md');
  const faults = Object.values(scenario.venues).flatMap((venue) => {
    const curves = Object.values(venue.instruments).flatMap(({ pool }) => pool?.curve ?? []);
    const refs = [...Object.values(venue.policies), ...Object.values(venue.circuitBreakers ?? {}), ...curves];
    expect(refs.length).toBeGreaterThan(0);
    return refs.flatMap(({ use, params }) => {
      const plugin = known.get(use);
      if (plugin === undefined) return [`there is no policy ${use}`];
      return plugin.params.safeParse(params).error?.issues.map(({ message }) => `${use}: ${message}`) ?? [];
    });
  });
  expect(faults).toEqual([]);
});

const lent = ['../plugins/lending/README.md', 'how-to/scenarios.md'].flatMap((page) => {
  const blocks = [
    ...readFileSync(path.join(import.meta.dirname, page), 'utf8').matchAll(/^```yaml\n(lenders:[\s\S]*?)^```/gm),
  ];
  return blocks.map(([, text], at) => ({ page, at: at + 1, text }));
});

test.each(lent)(
  'example $at of lenders in $page is a lending market whose rules take their parameters',
  async ({ text }) => {
    const chain = 'venues: { chain: { instruments: { USDe/USDT: { kind: spot, tick: 0.0001, lot: 1 } } } }\n';
    const world = WORLD.replace('BTC:', 'USDe:') + chain;
    const { scenario } = await loadScenarioText(world + text, 'README.md');
    const refs = Object.values(scenario.lenders!).flatMap(({ assets }) =>
      Object.values(assets).flatMap(({ rate, oracle }) => [rate ?? [], oracle ?? []].flat()),
    );
    expect(refs.length).toBeGreaterThan(0);
    for (const { use, params } of refs) expect(known.get(use)?.params.safeParse(params).success).toBe(true);
  },
);
