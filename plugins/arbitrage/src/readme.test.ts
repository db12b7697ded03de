import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { agentsIn, harness, parametersIn } from '@ebb/testkit';
import arbitrageur from './arbitrageur.ts';
import bandArbitrageur from './band-arbitrageur.ts';
import pegArbitrageur from './peg-arbitrageur.ts';
import redeemer from './redeemer.ts';

const plugins = [arbitrageur, redeemer, pegArbitrageur, bandArbitrageur];
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const WORLD = `
version: 1
start: 2025-10-10T12:00:00Z
until: 10 min
assets: { USD: { decimals: 4 }, USDT: { decimals: 4 }, BTC: { decimals: 6 }, USDe: { decimals: 4 } }
venues:
  usd: { instruments: { BTC/USD: { kind: spot, tick: 0.1, lot: 0.001 } } }
  usdt: { instruments: { BTC/USDT: { kind: spot, tick: 0.1, lot: 0.001 } } }
  alpha: { instruments: { BTC/USDT:USDT: { kind: perp, tick: 0.1, lot: 0.001 } } }
  beta: { instruments: { USDe/USDT: { kind: spot, tick: 0.0001, lot: 1 } } }
  chain: { instruments: { USDe/USDT: { kind: spot, tick: 0.0001, lot: 1 } } }
`;
const book = { tick: 0.1, lot: 0.001, bid: 116_999, ask: 117_001 } as const;
const coin = { tick: 0.0001, lot: 1, bid: 0.9999, ask: 1.0001, bidSize: 1000, askSize: 1000 } as const;
const markets = {
  'BTC/USD@usd': { kind: 'spot', ...book },
  'BTC/USDT@usdt': { kind: 'spot', ...book },
  'BTC/USDT:USDT@alpha': { kind: 'perp', ...book },
  'USDe/USDT@chain': { kind: 'spot', ...coin },
  'USDe/USDT@beta': { kind: 'spot', ...coin },
} as const;
const issuers = { USDe: { counters: ['chain'], reference: 'USDT', actions: ['exchange', 'liquidate'] } };
const plenty = { USDT: 300_000, USDe: 1000 };
const balances = { usd: { USD: 500_000, BTC: 5 }, alpha: plenty, chain: plenty, beta: plenty };

test.each(plugins)('the README tells every parameter of $name', ({ name, params }) => {
  const section =
    name === 'arbitrageur'
      ? readme.split(/^## `redeemer`/m)[0]
      : readme.split(/^## /m).find((part) => part.startsWith(`\`${name}\``));
  expect(parametersIn(section ?? '')).toEqual(Object.keys(params.shape).sort());
});

test('the blocks of the README trade', async () => {
  const agents = await agentsIn(readme, WORLD);
  expect(agents.map(({ use }) => use).sort()).toEqual(plugins.map(({ name }) => name).sort());
  for (const { use, params } of agents) {
    const plugin = plugins.find(({ name }) => name === use)!;
    const h = harness(plugin, { params, markets, issuers, balances, fills: 'atTouch', values: { USDT: 1 } });
    h.quote('BTC/USDT:USDT@alpha', 118_000, 118_001);
    h.quote('USDe/USDT@chain', 0.989, 0.99, 500, 500);
    h.advance(plugin === bandArbitrageur ? 20_000 : 600);
    expect([use, h.sent.length > 0]).toEqual([use, true]);
    if (plugin !== arbitrageur) continue;
    expect([h.position('BTC/USD@usd'), h.position('BTC/USDT:USDT@alpha')]).toEqual([5.5, -0.5]);
  }
});
