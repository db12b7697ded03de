import { describe, expect, test } from '@jest/globals';
import type { PerpInstrument } from '@ebb/sdk';
import { candidate, instrument } from '../test/candidate.ts';
import plugin, { BitmexQueue, bitmexRanking, params } from './bitmex-queue.ts';

const policy = new BitmexQueue(params.parse({}));
const linear = { ...instrument, inverse: false } as PerpInstrument;

describe('bitmex-queue', () => {
  test("closes at the bankruptcy price of the liquidated order, as BitMEX's 'What is Auto-Deleveraging' says", () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'bitmex-queue', use: BitmexQueue });
    expect(policy).toMatchObject({ price: 'bankruptcy', trigger: 'fund' });
  });

  test.each([
    // Linear: bought for 100, worth 110, equity 22: 10 % at 5 times; sold for 100, worth 80, equity 40: 20 % at 2 times.
    ['a long', 10, false, { profit: 10, notional: 110, wallet: 12 }, 0.1 * 5],
    ['a short', -10, false, { profit: 20, notional: 80, wallet: 20 }, 0.2 * 2],
    ['a long at a loss', 10, false, { profit: -20, notional: 80, wallet: 36 }, -0.2 / 5],
    // Inverse: a long of value −100 that is now −80, a short of 100 that is now 80.
    ['an inverse long', 10, true, { profit: 20, notional: 80, wallet: 20 }, 0.2 * 2],
    ['an inverse short at a loss', -10, true, { profit: -20, notional: 80, wallet: 36 }, -0.2 / 5],
  ])(
    "is PnL % × effective leverage in profit and ÷ it at a loss, as BitMEX's 'What is Auto-Deleveraging' says: %s",
    (_title, sizeLots, inverse, terms, ranking) => {
      expect(bitmexRanking(candidate(1, sizeLots, terms), inverse)).toBeCloseTo(ranking, 12);
    },
  );

  test("closes 10 of account 2 and 10 of account 5 for a short of 20, as in BitMEX's 'Auto Deleveraging Examples'", () => {
    // The six longs of the example, by account: quantity and PnL ranking. Entry value and equity of 100 give profit ÷ 100 ×
    // (100 + profit) ÷ equity, which wallets make the rankings wanted.
    const longs = [
      [10, 3],
      [10, 6],
      [20, 1],
      [30, 4],
      [20, 5],
      [10, 2],
    ].map(([quantity, ranking], index) =>
      candidate(index + 1, quantity, { profit: 100, notional: 200, wallet: 200 / ranking - 100 }),
    );
    expect(longs.map((long) => bitmexRanking(long, false))).toEqual(
      [3, 6, 1, 4, 5, 2].map((each) => expect.closeTo(each, 9)),
    );
    expect(policy.allot(linear, 20, longs)).toEqual([
      { account: 2, lots: 10 },
      { account: 5, lots: 10 },
    ]);
  });

  test('puts the smaller loss of the less levered last', () => {
    const longs = [
      candidate(1, 5, { profit: -10, notional: 90, wallet: 100 }),
      candidate(2, 5, { profit: -10, notional: 90, wallet: 11 }),
    ];
    expect(policy.allot(linear, 5, longs)).toEqual([{ account: 2, lots: 5 }]);
  });
});
