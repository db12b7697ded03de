import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Plugin } from '@ebb/sdk';
import fc from 'fast-check';
import { play, playAudited, sameTrace } from '../src/index.ts';
import type { PlayedRun } from '../src/index.ts';
import { housePlugins } from './house-plugins.ts';
import { lendingAgents } from './lending-agents.ts';

jest.setTimeout(120_000);

type Json = Readonly<Record<string, unknown>>;

/** ETH falls from 2000 by a share at the twentieth second; a maker quotes its value. */
function world(by: number, lender: Json = {}, eth: Json = {}, agents: Json = {}, usdt: Json = {}): Json {
  return {
    version: 1,
    start: '2025-10-10T20:30:00Z',
    until: '40 s',
    assets: { USDT: { decimals: 4 }, ETH: { decimals: 6 } },
    values: { ETH: { start: 2000, jumps: [{ at: '20 s', by }] } },
    venues: {
      chain: {
        instruments: { 'ETH/USDT': { kind: 'spot', tick: 0.01, lot: 0.01 } },
        latency: { use: 'lognormal-latency', params: { median: '100 ms' } },
      },
    },
    lenders: {
      aave: {
        at: 'chain',
        reference: 'USDT',
        assets: {
          USDT: { rate: { use: 'kinked-rate' }, supply: '300 k', ...usdt },
          ETH: { oracle: 'redemption-rate', collateral: { ltv: 0.8, threshold: 0.83, bonus: 0.05 }, ...eth },
        },
        ...lender,
      },
    },
    agents: {
      makers: {
        use: 'market-maker',
        count: 2,
        wallets: { chain: { USDT: '5 M', ETH: 1500 } },
        params: { market: 'ETH/USDT@chain', reference: 'value', size: 20, maxVolatility: 100, lossLimit: 100 },
      },
      borrowers: {
        use: 'borrower',
        count: 12,
        wallets: { chain: { ETH: { uniform: [1, 20] } } },
        params: { share: { uniform: [0.5, 1] } },
      },
      keepers: { use: 'keeper-of-aave', wallets: { chain: { USDT: '200 k' } } },
      ...agents,
    },
  };
}

const flash: Json = { keepers: { use: 'keeper-of-aave', wallets: { chain: { USDT: 0 } }, params: { take: 'flash' } } };

describe('a scenario with a lending market', () => {
  let plugins: readonly Plugin[];
  beforeAll(async () => {
    plugins = [...(await housePlugins()), ...lendingAgents];
  });
  const played = (of: Json): Promise<PlayedRun> => playAudited(of, { plugins });
  const told = ({ metrics }: PlayedRun): Json =>
    Object.fromEntries(metrics.map(({ subject, name, value }) => [`${subject}.${name}`, value]));

  test('liquidates those whom a fall makes unhealthy, at the kinked rate, and keepers earn the bonus', async () => {
    const run = await played(world(-0.15));
    const found = told(run);
    const rows = run.rows('lending_liquidations');
    expect(rows.length).toBeGreaterThan(2);
    expect(found).toMatchObject({ 'aave.lendingLiquidations': rows.length, 'aave.debtStruckOut': 0 });
    expect(found['aave.lowestHealth']).toBeLessThan(1);
    expect(found['keepers.profit']).toBeGreaterThan(0);
    const rates = run.rows('lending_rates').map(({ utilisation, borrow_rate: rate }) => [utilisation, rate] as const);
    expect(Math.max(...rates.map(([used]) => used as number))).toBeGreaterThan(0.3);
    for (const [used, rate] of rates) {
      const expected =
        (used as number) <= 0.8 ? (used as number) * 0.05 : 0.04 + (((used as number) - 0.8) / 0.2) * 0.75;
      expect(rate).toBeCloseTo(expected, 12);
    }
  });

  test('tells a price that follows a trade as caused by it', async () => {
    const trader = {
      use: 'noise-trader',
      wallets: { chain: { USDT: 50_000, ETH: 20 } },
      params: { market: 'ETH/USDT@chain', size: 0.1, rate: '3 /s', marketShare: 0.6 },
    };
    const run = await played(world(-0.15, {}, { oracle: { use: 'own-book', params: { price: 'last' } } }, { trader }));
    const trades = new Set(run.rows('trades').map(({ seq }) => seq));
    const priced = run.rows('lending_rates').filter(({ asset, price }) => asset === 'ETH' && (price as number) > 0);
    expect(priced.length).toBeGreaterThan(3);
    expect(priced.every(({ cause }) => trades.has(cause))).toBe(true);
  });

  test('is spared by one line, a hard peg of the collateral', async () => {
    const peg = { oracle: { use: 'hard-peg', params: { to: 'USDT', rate: 2000 } } };
    const run = await played(world(-0.15, {}, peg));
    expect(run.rows('lending_liquidations')).toEqual([]);
    expect(told(run)['aave.lowestHealth']).toBeGreaterThan(1);
  });

  test('lets keepers without a coin of their own sell what they seize in the same errand', async () => {
    const run = await played(world(-0.15, {}, {}, flash));
    const rows = run.rows('lending_liquidations');
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every((row) => row['flash'] === 1)).toBe(true);
    expect(run.rows('trades').some((row) => row['forced'] === 1)).toBe(true);
    expect(told(run)['keepers.profit']).toBeGreaterThan(0);
  });

  test('lets a flash liquidation sell to a pool, as it does to a book', async () => {
    const of = world(-0.15, {}, {}, flash);
    const pool = {
      kind: 'spot',
      tick: 0.01,
      lot: 0.01,
      curve: 'constant-product',
      liquidity: { ETH: 2000, USDT: '3.4 M' },
    };
    const chain = { ...(of['venues'] as { readonly chain: Json }).chain, instruments: { 'ETH/USDT': pool } };
    const { makers: _, ...agents } = of['agents'] as Json;
    const run = await played({ ...of, venues: { chain }, agents });
    const rows = run.rows('lending_liquidations');
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every((row) => row['flash'] === 1)).toBe(true);
    expect(told(run)['keepers.profit']).toBeGreaterThan(0);
  });

  test.each(['deficit', 'suppliers'])('writes off what a deep fall leaves, by the rule %s', async (badDebt) => {
    const run = await played(world(-0.6, { badDebt, closeFactor: 1 }));
    const rows = run.rows('lending_bad_debts');
    expect(rows.length).toBeGreaterThan(0);
    const borne = rows.map(({ from_suppliers: suppliers, left }) => [(suppliers as number) > 0, (left as number) > 0]);
    expect(borne).toContainEqual(badDebt === 'deficit' ? [false, true] : [true, false]);
    const gained = told(run)['depositors@aave.profit'] as number;
    if (badDebt === 'suppliers') expect(gained).toBeLessThan(0);
    else expect(gained).toBeGreaterThanOrEqual(0);
  });

  test('hands wealth on: after the fall all together lose what the market keeps of the bonus, and no more', async () => {
    const run = await played(world(-0.15, {}, {}, {}, { reserve: 0 }));
    const profits = run.metrics.flatMap(({ name, value }) => (name === 'profit' ? [value] : []));
    const kept = run.rows('lending_liquidations').reduce((sum, { fee }) => sum + (fee as number) * 1700, 0);
    expect(kept).toBeGreaterThan(100);
    expect(profits.reduce((sum, profit) => sum + profit, 0)).toBeCloseTo(-kept, 1);
  });

  test('has the same trace again, audited, and whatever is recorded', async () => {
    await sameTrace(
      world(-0.25, {}, {}, { fickle: { use: 'fickle', count: 3, wallets: { chain: { USDT: 5000, ETH: 3 } } } }),
      {
        plugins,
      },
    );
  });

  test('never breaks and always balances, in random worlds', async () => {
    const fraction = (...shares: readonly number[]) => fc.constantFrom(...shares);
    const worlds = fc.record({
      by: fraction(-0.7, -0.3, -0.1, 0.2),
      closeFactor: fraction(0.1, 0.5, 1),
      badDebt: fc.constantFrom('deficit', 'suppliers'),
      dust: fc.constantFrom(0, 2000),
      threshold: fraction(0.81, 0.9),
      take: fc.constantFrom('asset', 'claim', 'flash'),
      reserve: fraction(0, 0.1, 1),
      seed: fc.integer({ min: 1, max: 1e6 }),
      ethRate: fc.boolean(),
    });
    let liquidations = 0;
    let badDebts = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async ({ by, closeFactor, badDebt, dust, threshold, take, reserve, seed, ethRate }) => {
        const purse = { chain: { USDT: 20_000, ETH: 10 } };
        const of = world(
          by,
          { closeFactor, badDebt, dust },
          {
            ...{ collateral: { ltv: 0.8, threshold, bonus: 0.08 }, reserve, supply: 50 },
            ...(ethRate ? { rate: { use: 'kinked-rate', params: { base: 3 } } } : {}),
          },
          {
            fickle: { use: 'fickle', count: 6, wallets: purse, params: { rate: '4 /s' } },
            keepers: { use: 'keeper-of-aave', count: 2, wallets: purse, params: { take } },
          },
          {
            rate: { use: 'kinked-rate', params: { base: 5 } },
            reserve,
            collateral: { ltv: 0.5, threshold: 0.6, bonus: 0.02 },
          },
        );
        const audited = await playAudited(of, { plugins, seed });
        const plain = await play(of, { plugins, seed, record: 'none' });
        expect(plain.manifest.traceHash).toBe(audited.manifest.traceHash);
        liquidations += audited.rows('lending_liquidations').length;
        badDebts += audited.rows('lending_bad_debts').length;
      }),
      { numRuns: 20, seed: 20251010 },
    );
    expect([liquidations > 20, badDebts > 0]).toEqual([true, true]);
  });
});
