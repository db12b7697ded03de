import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { agentsIn, harness, parametersIn } from '@ebb/testkit';
import marketMaker from './market-maker.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const WORLD = `
version: 1
start: 2025-10-10T12:00:00Z
until: 10 min
assets: { USD: { decimals: 4 }, USDT: { decimals: 4 }, BTC: { decimals: 6 } }
venues:
  usd: { instruments: { BTC/USD: { kind: spot, tick: 0.1, lot: 0.001 } } }
  alpha: { instruments: { BTC/USDT:USDT: { kind: perp, tick: 0.1, lot: 0.001 } } }
`;
const book = { tick: 0.1, lot: 0.001, bid: 116_999, ask: 117_001 } as const;
const markets = { 'BTC/USD@usd': { kind: 'spot', ...book }, 'BTC/USDT:USDT@alpha': { kind: 'perp', ...book } } as const;
const balances = { usd: { USD: 3e6, BTC: 25 }, alpha: { USDT: 3e6 } };

test('the README tells every parameter', () => {
  expect(parametersIn(readme)).toEqual(Object.keys(marketMaker.params.shape).sort());
});

test('the makers of the README quote both sides', async () => {
  const agents = await agentsIn(readme, WORLD);
  expect(agents.map(({ use }) => use)).toEqual([marketMaker.name, marketMaker.name]);
  for (const { params } of agents) {
    const h = harness(marketMaker, { params, markets, balances, values: { BTC: 117_000 } });
    h.advance(2000);
    expect(new Set(h.sent.map(({ side }) => side))).toEqual(new Set(['buy', 'sell']));
  }
});
