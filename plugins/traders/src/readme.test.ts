import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { agentsIn, harness, parametersIn } from '@ebb/testkit';
import attacker from './attacker.ts';
import coinHolder from './coin-holder.ts';
import collateralHolder from './collateral-holder.ts';
import contagionSeller from './contagion-seller.ts';
import depositorFlow from './depositor-flow.ts';
import fundamentalist from './fundamentalist.ts';
import hedger from './hedger.ts';
import keeper from './keeper.ts';
import leveragedTrader from './leveraged-trader.ts';
import liquidator from './liquidator.ts';
import liquidityFarmer from './liquidity-farmer.ts';
import looper from './looper.ts';
import noiseTrader from './noise-trader.ts';
import panicSeller from './panic-seller.ts';
import trendFollower from './trend-follower.ts';
import vaultOwner from './vault-owner.ts';

const holders = [coinHolder, collateralHolder, liquidityFarmer, hedger, looper];
const vaults = [liquidator, vaultOwner];
const flights = [depositorFlow, contagionSeller, attacker];
const plugins = [
  noiseTrader,
  fundamentalist,
  trendFollower,
  panicSeller,
  leveragedTrader,
  ...holders,
  keeper,
  ...flights,
  ...vaults,
];
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const WORLD = `
version: 1
start: 2025-10-10T12:00:00Z
until: 10 min
assets: { USD: { decimals: 4 }, USDT: { decimals: 4 }, BTC: { decimals: 6 }, USDe: { decimals: 4 } }
values: { BTC: { start: 117000 } }
venues:
  usd: { instruments: { BTC/USD: { kind: spot, tick: 0.1, lot: 0.001 } } }
  alpha: { instruments: { BTC/USDT:USDT: { kind: perp, tick: 0.1, lot: 0.001 } } }
  chain: { instruments: { USDe/USDT: { kind: spot, tick: 0.0001, lot: 1 }, BTC/USDT: { kind: spot, tick: 0.1, lot: 0.001 } } }
lenders: { aave: { at: chain, assets: { USDT: { rate: kinked-rate, supply: 1 M }, USDe: { oracle: { use: hard-peg, params: { to: USDT } }, collateral: { ltv: 90%, threshold: 93%, bonus: 3% } } } } }
`;
const book = { tick: 0.1, lot: 0.001, bid: 116_000, ask: 116_001 } as const;
const coin = { tick: 0.0001, lot: 1, bid: 0.9999, ask: 1 } as const;
const markets = {
  'BTC/USD@usd': { kind: 'spot', ...book },
  'BTC/USDT:USDT@alpha': { kind: 'perp', ...book },
  'USDe/USDT@chain': { kind: 'spot', ...coin },
  'BTC/USDT@chain': { kind: 'spot', ...book },
} as const;
const pools = { 'USDe/USDT@chain': { base: 1e6, quote: 1e6 } };
const issuers = { USDe: { counters: ['chain'], reference: 'USDT', actions: ['bid'] } };
const lenders = { aave: { at: 'chain', reference: 'USDT', assets: { USDT: { borrowRate: 0.05 }, USDe: {} } } };
const balances = {
  usd: { USD: 300_000, BTC: 3 },
  alpha: { USDT: 50_000 },
  chain: { USDT: 200_000, USDe: 50_000, BTC: 1 },
};

test.each(plugins)('the README tells every parameter of $name', ({ name, params }) => {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`\`${name}\``));
  expect(parametersIn(section ?? '')).toEqual(Object.keys(params.shape).sort());
});

test('the blocks of the README trade', async () => {
  const agents = await agentsIn(readme, WORLD);
  for (const { use, params } of agents) {
    const plugin = plugins.find(({ name }) => name === use)!;
    const world = { markets, balances, issuers, lenders, pools, values: { BTC: 117_000 } };
    const h = harness(plugin, { params, ...world, accounts: 50, fills: 'atTouch' });
    for (let minute = 0; minute < 15; minute++) {
      const mid = 116_000 - minute * 1_000;
      h.quote('BTC/USD@usd', mid, mid + 1);
      h.quote('BTC/USDT:USDT@alpha', mid, mid + 1);
      h.trade('BTC/USD@usd', mid, 1);
      h.auction('BTC/USDT:USDT@alpha', 0.5, 10_000);
      h.lot('USDe', 'BTC', 0.1, 5000, 600_000);
      h.advance(60_000);
    }
    expect([use, h.sent.length > 0]).toEqual([use, true]);
  }
  expect(agents.map(({ use }) => use).sort()).toEqual(plugins.map(({ name }) => name).sort());
});
