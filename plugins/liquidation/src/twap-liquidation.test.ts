import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { account, holding, position, summary } from '../test/account.ts';
import plugin, { TwapLiquidation, params, twapLots } from './twap-liquidation.ts';

const make = (raw: object = {}): TwapLiquidation => new TwapLiquidation(params.parse(raw));
const START = 1_000_000;
const deep = (): number => 1e9;

describe('twap-liquidation', () => {
  test('is a liquidation policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'liquidation', name: 'twap-liquidation', use: TwapLiquidation });
    expect(make().feePpm).toBe(0);
  });

  test("sells a million shares in five slices of 200,000, the least mean cost in Almgren and Chriss's example (2000)", () => {
    const policy = make({ duration: '5 d', every: '1 d' });
    let left = 1_000_000;
    const sold: number[] = [];
    for (let day = 0; day < 5; day++) {
      const nowMs = START + day * 86_400_000;
      const { orders, otherwise } = policy.step(account([position(0, left, 5_000)], { nowMs, depthLots: deep }));
      expect(otherwise).toBe('wait');
      left += orders[0].signedLots;
      sold.push(orders[0].signedLots);
    }
    expect([left, sold]).toEqual([0, [-200_000, -200_000, -200_000, -200_000, -200_000]]);
  });

  test('waits between slices, whenever marks come, and catches up on what was not filled', () => {
    const policy = make({ duration: '20 s', every: '5 s' });
    const at = (seconds: number, lots: number): unknown => {
      const { orders, otherwise } = policy.step(
        account([position(0, lots, 900)], { nowMs: START + seconds * 1_000, depthLots: deep }),
      );
      return [...orders.map(({ signedLots }) => signedLots), otherwise];
    };
    expect([at(0, 100), at(3, 90), at(6, 90), at(10, 90), at(12, 50), at(20, 50)]).toEqual([
      [-25, 'wait'],
      ['wait'],
      [-30, 'wait'],
      ['wait'],
      [-25, 'wait'],
      ['absorb'],
    ]);
  });

  test('takes no more than a share of what the book shows on the side it meets', () => {
    const asked: unknown[] = [];
    const depthLots = (...query: unknown[]): number => asked.push(query.slice(1)) * 30;
    const ranked = [position(0, -900, 900), holding(2, 900, 900), position(1, 5, 50)];
    const policy = make({ duration: '10 s', every: '5 s', within: '2%', slippage: '5%' });
    expect(summary(policy.step(account(ranked, { depthLots })).orders)).toEqual([
      ['X0/USDT:USDT', 3, 1_050],
      ['USDe/USDT', -6, 'none'],
      ['X1/USDT:USDT', -3, 950],
    ]);
    expect(asked).toEqual([
      ['buy', 0.02],
      ['sell', 0.02],
      ['sell', 0.02],
    ]);
  });

  test('sends nothing into an empty book, and nothing for an asset without a market', () => {
    const failing = account([position(0, 9, 900), holding(4, 5, 50)], { depthLots: () => 9 });
    expect(make().step(failing)).toEqual({ orders: [], otherwise: 'wait' });
  });

  test('gives up when equity is below a share of maintenance margin', () => {
    const at = (equityAtoms: number, raw: object = {}): string =>
      make(raw).step(account([position(0, 9, 900)], { equityAtoms })).otherwise;
    expect([at(50), at(49), at(49, { stop: '40%' })]).toEqual(['wait', 'absorb', 'wait']);
  });

  test('gives two pools of an account their slices at the same marks, and other accounts their own', () => {
    const policy = make({ duration: '10 s', every: '5 s' });
    const at = (seconds: number, index: number, who = 7): number =>
      policy.step(account([position(index, 10, 900)], { account: who, nowMs: START + seconds * 1_000 })).orders.length;
    expect([at(0, 0), at(0, 1), at(3, 0), at(3, 1), at(3, 0, 8), at(5, 0), at(5, 1)]).toEqual([1, 1, 0, 0, 1, 1, 1]);
  });

  test('equal slices close everything in their number, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 50 }), (lots, slices) => {
        let left = lots;
        for (let slice = slices; slice > 0; slice--) left -= twapLots(left, slice, Number.MAX_SAFE_INTEGER, 1_000_000);
        expect(left).toBe(0);
      }),
    );
  });
});
