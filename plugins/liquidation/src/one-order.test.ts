import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountView, PerpInstrument, PositionView } from '@ebb/sdk';
import plugin, { OneOrder, closingOrders, params } from './one-order.ts';

const position = (index: number, sizeLots: number, notionalAtoms: number, bankruptcyTicks = 90): PositionView => ({
  instrument: { kind: 'perp', index, symbol: `X${index}/USDT:USDT` } as PerpInstrument,
  sizeLots,
  markTicks: 100,
  bankruptcyTicks,
  notionalAtoms,
  unrealisedAtoms: -10,
  maintenanceAtoms: 5,
});

const account = (...positions: PositionView[]): AccountView => ({
  account: 7,
  equityAtoms: 3,
  maintenanceAtoms: 10,
  positions,
  step: 0,
});

const make = (raw: object = {}): OneOrder => new OneOrder(params.parse(raw));
const summary = (policy: OneOrder, ...positions: PositionView[]): unknown[][] =>
  policy.step(account(...positions)).orders.map((o) => [o.instrument.index, o.signedLots, o.limit]);

describe('one-order', () => {
  test('is a liquidation policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ kind: 'policy', policy: 'liquidation', name: 'one-order', use: OneOrder });
  });

  test("sends one order at the bankruptcy price and hands on the rest, as Binance's 'Liquidation Protocols' say", () => {
    expect(make().step(account(position(0, 40, 4_000, 93)))).toEqual({
      orders: [{ instrument: expect.objectContaining({ index: 0 }), signedLots: -40, limit: 'bankruptcy' }],
      otherwise: 'absorb',
    });
  });

  test('takes the largest notional first, ties by instrument', () => {
    const positions = [position(0, 1, 50), position(1, -2, 900), position(2, 3, 50), position(3, 4, 700)];
    expect(summary(make(), ...positions).map(([index]) => index)).toEqual([1, 3, 0, 2]);
  });

  test('can do without a limit, and can wait', () => {
    const policy = make({ limit: 'none', otherwise: 'wait' });
    expect(summary(policy, position(0, -5, 500))).toEqual([[0, 5, 'none']]);
    expect(policy.step(account(position(0, -5, 500))).otherwise).toBe('wait');
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

test('the orders of a liquidation close every position and nothing else', () => {
  const sizes = fc.integer({ min: -1_000, max: 1_000 }).filter((lots) => lots !== 0);
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 8 }), (lots) => {
      const positions = lots.map((each, index) => position(index, each, Math.abs(each) * ((index % 3) + 1)));
      const left = new Map(positions.map(({ instrument, sizeLots }) => [instrument.index, sizeLots]));
      for (const { instrument, signedLots } of closingOrders(positions, 'bankruptcy')) {
        left.set(instrument.index, left.get(instrument.index)! + signedLots);
      }
      expect([...left.values()].filter((each) => each !== 0)).toEqual([]);
    }),
  );
});
