import { describe, expect, jest, test } from '@jest/globals';
import type { Desk } from '@ebb/sdk';
import { playSoft } from '../test/soft-world.ts';
import type { SoftStory } from '../test/soft-world.ts';

jest.setTimeout(60_000);

const POOL = 'COIN/USDT@chain';
const debts = ({ bands }: SoftStory): readonly number[] => bands.map(({ keeperDebt }) => keeperDebt);
const swap =
  (side: 'buy' | 'sell', size: number) =>
  (desk: Desk): unknown =>
    desk.market(POOL, side, size);

describe('a peg keeper', () => {
  test('PegKeeper.vy (update): makes a fifth of the difference into the pool while the coin is above par', async () => {
    const story = await playSoft({
      until: '75 s',
      params: { keeperDelay: '30 s' },
      coins: 100_000,
      money: 150_000,
    });
    // 50,000 ÷ 5, and half a minute later 40,000 ÷ 5.
    const made = debts(story);
    expect(made.filter((debt, i) => debt !== made[i - 1])).toEqual([0, 10_000, 18_000, 24_400]);
    expect(story.reserves.base).toBeCloseTo(124_400, 4);
    expect(story.reserves.quote).toBe(150_000);
    const { assets, liabilities } = story.reports.at(-1)!;
    expect(liabilities).toBeCloseTo(224_400, 4);
    // Coins above par were given for shares worth more than par.
    expect(assets).toBeGreaterThan(24_400);
    expect(assets).toBeLessThan(24_500);
  });

  test('takes out what it made, no more, and unmakes it, while the coin is below par', async () => {
    const story = await playSoft({
      until: '3 min',
      params: { keeperDelay: '20 s', keeperCap: 10_000 },
      coins: 100_000,
      money: 150_000,
      steps: { 25: swap('sell', 90_000) },
    });
    const made = debts(story);
    expect(Math.max(...made)).toBe(10_000);
    expect(made.at(-1)).toBe(0);
    expect(story.bands.at(-1)!.price).toBe(0);
    // 10,000 made and, what it gained among them, somewhat more unmade.
    const { liabilities } = story.reports.at(-1)!;
    expect(liabilities).toBeLessThan(200_000);
    expect(liabilities).toBeGreaterThan(199_800);
    expect(story.reserves.base + story.customer.balance('COIN')).toBeCloseTo(liabilities, 3);
  });

  test('does nothing at par, on the wrong side of par, without a cap, or where the coin has no pool', async () => {
    const balanced = await playSoft({ until: '1 min', coins: 100_000, money: 100_000 });
    expect(Math.max(...debts(balanced))).toBe(0);
    const cheap = await playSoft({ until: '1 min', coins: 150_000, money: 100_000 });
    expect(Math.max(...debts(cheap))).toBe(0);
    const none = await playSoft({ until: '1 min', params: { keeperCap: 0 }, coins: 100_000, money: 150_000 });
    expect(none.reserves.base).toBe(100_000);
    const elsewhere = { until: '1 min', params: { pool: 'ETH/USDT@alpha' } };
    await expect(playSoft(elsewhere)).rejects.toThrow("'pool'");
  });

  test('the rate follows the price of the coin and what the keeper has made', async () => {
    const { bands } = await playSoft({
      until: '2 min',
      params: { keeperDelay: '15 min' },
      coins: 100_000,
      money: 150_000,
      steps: { 5: (desk) => desk.issuer('COIN').mint('ETH', 50, { coins: 100_000 }), 65: swap('sell', 95_000) },
    });
    const rate = (second: number): number => bands.findLast(({ at }) => at <= second)!.rate;
    // A tenth of all debt is the keeper's: 10 % became 1.1^(1 ÷ e) − 1 = 3.6 %, less what the coin is above par.
    expect(rate(60)).toBeLessThan(0.036);
    expect(rate(60)).toBeGreaterThan(0.03);
    expect(rate(110)).toBeGreaterThan(0.036);
  });
});
