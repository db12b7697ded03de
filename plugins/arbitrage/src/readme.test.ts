import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { agentsIn, harness, parametersIn } from '@ebb/testkit';
import arbitrageur from './arbitrageur.ts';

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
const balances = { usd: { USD: 500_000, BTC: 5 }, alpha: { USDT: 300_000 } };

test('the README tells every parameter', () => {
  expect(parametersIn(readme)).toEqual(Object.keys(arbitrageur.params.shape).sort());
});

test('the arbitrageur of the README sells a dear perpetual', async () => {
  const agents = await agentsIn(readme, WORLD);
  const [{ use, params }] = agents;
  expect(use).toBe(arbitrageur.name);
  const h = harness(arbitrageur, { params, markets, balances, fills: 'atTouch' });
  h.quote('BTC/USDT:USDT@alpha', 118_000, 118_001);
  h.advance(100);
  expect([h.position('BTC/USD@usd'), h.position('BTC/USDT:USDT@alpha')]).toEqual([5.5, -0.5]);
});
