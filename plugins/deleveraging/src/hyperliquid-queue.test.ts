import { describe, expect, test } from '@jest/globals';
import { candidate, instrument } from '../test/candidate.ts';
import plugin, { HyperliquidQueue, params, sortingIndex } from './hyperliquid-queue.ts';

const policy = new HyperliquidQueue(params.parse({}));

describe('hyperliquid-queue', () => {
  test("closes at the previous mark once an account's value is negative, as Hyperliquid's docs say", () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'hyperliquid-queue', use: HyperliquidQueue });
    expect(policy).toMatchObject({ price: 'previousMark', trigger: 'accountValue' });
  });

  test.each([
    ['a long up by a tenth, at 4 times', 10, { entry: 100, mark: 110, profit: 10, wallet: 90, notional: 400 }, 1.1 * 4],
    ['a short as the price fell to a half', -10, { entry: 100, mark: 50, profit: 50, wallet: 50, notional: 100 }, 2],
    ['a position at a loss', 10, { entry: 100, mark: 90, profit: -10, wallet: 90, notional: 400 }, 0],
  ])(
    "is (mark / entry) × (notional / account value), as Hyperliquid's 'Auto-deleveraging' says: %s",
    (_title, sizeLots, terms, index) => {
      expect(sortingIndex(candidate(1, sizeLots, terms))).toBeCloseTo(index, 12);
    },
  );

  test('takes those in profit by index, however small their gain, before any other', () => {
    const shorts = [
      candidate(1, -10, { entry: 100, mark: 120, profit: -20, wallet: 25, notional: 900 }),
      candidate(2, -10, { entry: 121, mark: 120, profit: 1, wallet: 999, notional: 10 }),
      candidate(3, -10, { entry: 180, mark: 120, profit: 60, wallet: 40, notional: 100 }),
    ];
    expect(policy.allot(instrument, 25, shorts)).toEqual([
      { account: 3, lots: 10 },
      { account: 2, lots: 10 },
      { account: 1, lots: 5 },
    ]);
  });

  test('puts an account without value, but a gain, at the head', () => {
    const broke = candidate(7, 10, { profit: 5, wallet: -6, mark: 105 });
    const levered = candidate(3, 10, { profit: 5, wallet: 5, notional: 1_000, mark: 105 });
    expect(policy.allot(instrument, 10, [levered, broke])).toEqual([{ account: 7, lots: 10 }]);
  });
});
