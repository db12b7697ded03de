import { describe, expect, test } from '@jest/globals';
import type { DeleveragingCandidate } from '@ebb/sdk';
import { SCALE, candidate, instrument, venue } from '../test/candidate.ts';
import { leveragePnl } from './leverage-pnl.ts';
import plugin, { ProfitLeverageQueue, params } from './profit-leverage-queue.ts';

const policy = new ProfitLeverageQueue(params.parse({}), venue);
const accounts = (candidates: readonly DeleveragingCandidate[], settle = 0): number[] =>
  policy.allot({ ...instrument, settle }, 1_000_000, candidates).map(({ account }) => account);

describe('profit-leverage-queue', () => {
  test("closes at the bankruptcy price once the fund takes no more, as Binance's FAQ (360033525471) says", () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'profit-leverage-queue', use: ProfitLeverageQueue });
    expect(policy).toMatchObject({ price: 'bankruptcy', trigger: 'fund' });
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
      candidate(1, 10, { profit: -5 }),
      candidate(2, 10, { profit: 50 }),
      candidate(3, 10, { profit: 50, wallet: 20 }),
      candidate(4, 100, { profit: -5 }),
      candidate(5, 10, { profit: 50 }),
      candidate(6, 10, { profit: 50 }),
      candidate(8, 100, { profit: -5, wallet: 10 }),
    ];
    expect(accounts(queue)).toEqual([3, 2, 5, 6, 4, 8, 1]);
  });

  test('reckons the unit of the first bracket in the asset that the contract settles in', () => {
    // A wallet of 100 atoms is one USDT, but a tenth of the unit (1,000 atoms) of a contract that settles in BTC.
    const small = candidate(1, 10, { profit: 4, wallet: 1, maintenance: 1 });
    const large = candidate(2, 10, { profit: 9, wallet: 8, maintenance: 10 });
    expect(accounts([small, large], 0)).toEqual([1, 2]);
    expect(accounts([small, large], 1)).toEqual([2, 1]);
  });

  test('takes whole positions, and part of the last', () => {
    const longs = [candidate(1, 10, { profit: 10 }), candidate(2, 7, { profit: 30 }), candidate(3, 20, { profit: 20 })];
    expect(policy.allot(instrument, 12, longs)).toEqual([
      { account: 2, lots: 7 },
      { account: 3, lots: 5 },
    ]);
  });
});
