import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeleveragingCandidate, PerpInstrument, VenueTerms } from '@ebb/sdk';
import { leveragePnl } from './leverage-pnl.ts';
import plugin, { ProfitLeverageQueue, params, queueOf } from './profit-leverage-queue.ts';

const SCALE = 100;
const venue: VenueTerms = { name: 'alpha', settle: 'USDT', settleScale: SCALE, instruments: [] };
const instrument = { kind: 'perp', index: 0, symbol: 'BTC/USDT:USDT' } as PerpInstrument;

/** An account with this one position; amounts in settlement units. */
const candidate = (
  account: number,
  sizeLots: number,
  { profit, wallet, maintenance = 1 }: { profit: number; wallet: number; maintenance?: number },
): DeleveragingCandidate => ({
  account,
  sizeLots,
  unrealisedAtoms: profit * SCALE,
  walletAtoms: wallet * SCALE,
  equityAtoms: (wallet + profit) * SCALE,
  maintenanceAtoms: maintenance * SCALE,
  notionalAtoms: 100 * SCALE,
});

const accounts = (candidates: readonly DeleveragingCandidate[]): number[] =>
  queueOf(candidates, SCALE).map(({ account }) => account);

describe('profit-leverage-queue', () => {
  test('is a deleveraging policy without parameters', () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'profit-leverage-queue', use: ProfitLeverageQueue });
    expect(params.parse({})).toEqual({});
  });

  test.each([
    [
      'profit over wallet, times maintenance margin over equity',
      { profit: 50, wallet: 100, maintenance: 3 },
      0.5 * (3 / 150),
    ],
    ['a loss ranks 0', { profit: -50, wallet: 100, maintenance: 3 }, 0],
    ['a wallet below 1 counts as 1', { profit: 50, wallet: 0.5, maintenance: 3 }, 50 * (3 / 50.5)],
    ['a wallet below 0 too', { profit: 50, wallet: -20, maintenance: 3 }, 50 * (3 / 30)],
    ['an account without equity ranks 0', { profit: 50, wallet: -50, maintenance: 3 }, 0],
  ])("ranks as Binance's FAQ 'What Is Auto-Deleveraging' (360033525471) says: %s", (_title, terms, rank) => {
    expect(leveragePnl(candidate(1, 10, terms), SCALE)).toBeCloseTo(rank, 12);
  });

  test('puts profit and leverage first, then those without rank by gain a lot, then by account', () => {
    const queue = [
      candidate(1, 10, { profit: -5, wallet: 100 }),
      candidate(2, 10, { profit: 50, wallet: 100 }),
      candidate(3, 10, { profit: 50, wallet: 20 }),
      candidate(4, 100, { profit: -5, wallet: 100 }),
      candidate(6, 10, { profit: 50, wallet: 100 }),
      candidate(5, 10, { profit: 50, wallet: 100 }),
      candidate(8, 100, { profit: -5, wallet: 10 }),
    ];
    expect(accounts(queue)).toEqual([3, 2, 5, 6, 4, 8, 1]);
  });

  test('takes whole positions, and part of the last', () => {
    const policy = new ProfitLeverageQueue(venue);
    const longs = [
      candidate(1, 10, { profit: 10, wallet: 100 }),
      candidate(2, 7, { profit: 30, wallet: 100 }),
      candidate(3, 20, { profit: 20, wallet: 100 }),
    ];
    expect(policy.allot(instrument, 12, longs)).toEqual([
      { account: 2, lots: 7 },
      { account: 3, lots: 5 },
    ]);
  });

  test('allots what is needed or all there is, each account at most once and within its position', () => {
    const amount = fc.integer({ min: -1_000, max: 1_000 });
    const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), amount, amount), { maxLength: 30 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 4_000 }), (made, lots) => {
        const shorts = made.map(([size, profit, wallet], account) => candidate(account, -size, { profit, wallet }));
        const held = made.reduce((sum, [size]) => sum + size, 0);
        const need = Math.min(lots, held);
        const shares = need === 0 ? [] : new ProfitLeverageQueue(venue).allot(instrument, need, shorts);
        expect(shares.reduce((sum, share) => sum + share.lots, 0)).toBe(need);
        expect(new Set(shares.map(({ account }) => account)).size).toBe(shares.length);
        for (const share of shares) {
          expect(share.lots).toBeGreaterThanOrEqual(1);
          expect(share.lots).toBeLessThanOrEqual(-shorts[share.account].sizeLots);
        }
      }),
    );
  });

  test('does not depend on the order in which candidates come', () => {
    const amount = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { maxLength: 12 }), (made) => {
        const longs = made.map(([profit, wallet], account) =>
          candidate(account, 1 + (account % 3), { profit, wallet }),
        );
        expect(accounts([...longs].reverse())).toEqual(accounts(longs));
      }),
    );
  });
});
