import { describe, expect, test } from '@jest/globals';
import { account, holding, position, summary, venue } from '../test/account.ts';
import plugin, { Laddered, params } from './laddered.ts';

const make = (raw: object = {}): Laddered => new Laddered(params.parse(raw), venue);

describe('laddered', () => {
  test('is a liquidation policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'liquidation', name: 'laddered', use: Laddered });
    expect(make().feePpm).toBe(0);
  });

  test("closes 13,000 of 15,000 swaps where tier 1 holds 2,000, as OKX's 'Forced Partial or Full Liquidation' works out", () => {
    // A swap is 100 USDT, 10,000 atoms.
    const policy = make({ tiers: { default: [200_000] } });
    const { orders, otherwise } = policy.step(account([position(0, 15_000, 150_000_000)]));
    expect([summary(orders), otherwise]).toEqual([[['X0/USDT:USDT', -13_000, 'bankruptcy']], 'wait']);
  });

  test("goes down one tier a mark, and hands over in the lowest, as Bybit's 'Liquidation Process (UTA)' says", () => {
    // A lot is 1,000 USDT, 100,000 atoms; the first tier of BTCUSDT at Bybit held 2,000,000 USDT.
    const policy = make({ tiers: { 'X0/USDT:USDT': ['2 M', '4 M', '6 M'] } });
    const stepAt = (lots: number, step: number): unknown => {
      const { orders, otherwise } = policy.step(account([position(0, -lots, lots * 100_000)], { step }));
      return [...orders.map(({ signedLots }) => signedLots), otherwise];
    };
    expect([stepAt(7_500, 0), stepAt(6_000, 1), stepAt(4_000, 2), stepAt(2_000, 3)]).toEqual([
      [1_500, 'wait'],
      [2_000, 'wait'],
      [2_000, 'wait'],
      ['absorb'],
    ]);
  });

  test('never leaves more than the tier below holds', () => {
    const policy = make({ tiers: { default: [10] } });
    // 7 lots are 3,003 atoms: 2 lots are 858, 3 are 1,287, and the bound is 1,000.
    expect(policy.step(account([position(1, 7, 3_003)])).orders[0].signedLots).toBe(-5);
  });

  test('reckons bounds in the asset that a contract settles in', () => {
    const policy = make({ tiers: { 'BTC/USD:BTC': [2] } });
    expect(policy.step(account([position(4, 100, 4e8)])).orders[0].signedLots).toBe(-50);
  });

  test('takes a share of what has no tiers, rounded up, and gives up after its steps', () => {
    const policy = make({ share: '30%', steps: 2, foot: 'order', limit: 'none' });
    const failing = [position(0, 10, 900), holding(2, -9, -80), holding(4, 5, 60)];
    const at = (step: number): unknown => {
      const { orders, otherwise } = policy.step(account(failing, { step }));
      return [orders.map(({ signedLots, limit }) => [signedLots, limit]), otherwise];
    };
    expect(at(1)).toEqual([
      [
        [-3, 'none'],
        [3, 'none'],
      ],
      'wait',
    ]);
    expect(at(2)).toEqual([
      [
        [-10, 'none'],
        [9, 'none'],
      ],
      'absorb',
    ]);
  });

  test('waits for those above while others are in their lowest tier', () => {
    const policy = make({ tiers: { default: [100, 200] } });
    const { orders, otherwise } = policy.step(account([position(0, 50, 5_000), position(1, 150, 15_000)]));
    expect([summary(orders), otherwise]).toEqual([[['X1/USDT:USDT', -50, 'bankruptcy']], 'wait']);
  });

  test('says which bounds and symbols there may be', () => {
    const issues = params.safeParse({ tiers: { default: [5, 5] } }).error?.issues;
    expect(issues?.map(({ path, message }) => [...path, message])).toEqual([
      ['tiers', 'default', 1, 'a bound above the one before'],
    ]);
    expect(() => make({ tiers: { 'BTC/USDT': [5] } })).toThrow(
      "risk tiers for 'BTC/USDT', which is no perpetual of alpha; expected one of default, X0/USDT:USDT",
    );
    const drawn = { ...params.parse({}), tiers: { default: [3, 2] } };
    expect(() => new Laddered(drawn, venue)).toThrow('the risk tiers of default rise from above 0; 2 does not');
  });
});
