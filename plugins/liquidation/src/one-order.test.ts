import { describe, expect, test } from '@jest/globals';
import { account, holding, position, summary } from '../test/account.ts';
import plugin, { OneOrder, params } from './one-order.ts';

const make = (raw: object = {}): OneOrder => new OneOrder(params.parse(raw));

describe('one-order', () => {
  test('is a liquidation policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ kind: 'policy', policy: 'liquidation', name: 'one-order', use: OneOrder });
  });

  test("sends one order at the bankruptcy price and hands on the rest, as Binance's 'Liquidation Protocols' say", () => {
    const { orders, otherwise } = make().step(account([position(0, 40, 4_000)]));
    expect(summary(orders)).toEqual([['X0/USDT:USDT', -40, 'bankruptcy']]);
    expect(otherwise).toBe('absorb');
  });

  test('goes by the priority of the venue, sells assets, buys debts back, and leaves what has no market', () => {
    const ranked = [
      holding(2, 30, 900),
      position(1, -2, 900),
      holding(4, 30, 900),
      holding(3, -7, -70),
      position(0, 1, 50),
    ];
    expect(summary(make().step(account(ranked)).orders)).toEqual([
      ['USDe/USDT', -30, 'bankruptcy'],
      ['X1/USDT:USDT', 2, 'bankruptcy'],
      ['SOL/USDT', 7, 'bankruptcy'],
      ['X0/USDT:USDT', -1, 'bankruptcy'],
    ]);
  });

  test('can do without a limit, and can wait', () => {
    const { orders, otherwise } = make({ limit: 'none', otherwise: 'wait' }).step(account([position(0, -5, 500)]));
    expect([summary(orders), otherwise]).toEqual([[['X0/USDT:USDT', 5, 'none']], 'wait']);
  });

  test("charges 0.5 % unless told otherwise (75x contracts in Binance's 'Liquidation Protocols', 2020)", () => {
    expect([make().feePpm, make({ fee: '0.3%' }).feePpm, make({ fee: 0 }).feePpm]).toEqual([5_000, 3_000, 0]);
  });

  test('refuses a fee of half a part per million', () => {
    const issues = params.safeParse({ fee: '0.005 bp' }).error?.issues.map(({ path, message }) => [...path, message]);
    expect(issues).toEqual([['fee', 'a fee in whole parts per million (0.01 bp)']]);
    expect(() => new OneOrder({ limit: 'none', otherwise: 'wait', fee: 0.0000005 })).toThrow(
      'the liquidation fee is a whole number of parts per million (0.01 bp), not 5e-7',
    );
  });
});
