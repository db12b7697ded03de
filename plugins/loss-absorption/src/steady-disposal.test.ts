import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inverse, linear, long, venue } from '../test/position.ts';
import plugin, { SteadyDisposal, params } from './steady-disposal.ts';
import type { PositionView } from '@ebb/sdk';

const hold = (sizeLots: number, markTicks = 1_000): PositionView => ({
  ...long,
  instrument: linear,
  sizeLots,
  markTicks,
  notionalAtoms: Math.abs(sizeLots) * markTicks * 10,
});

const make = (raw: object = {}): SteadyDisposal => new SteadyDisposal(params.parse(raw), venue);

describe('steady-disposal', () => {
  test('is a disposal policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'disposal', name: 'steady-disposal', use: SteadyDisposal });
  });

  test('sells a tenth of a long a mark, at most 1 % below it, and buys a short back at most 1 % above', () => {
    expect(make().slice(hold(205))).toEqual({ lots: 21, limitTicks: 990 });
    expect(make().slice(hold(-205))).toEqual({ lots: 21, limitTicks: 1_010 });
  });

  test('keeps to its notional: 3 lots of 100 USDT in 350 USDT', () => {
    expect(make({ maxNotional: 350 }).slice(hold(205)).lots).toBe(3);
  });

  test('keeps to its notional in units of the coin for an inverse contract: 25 of 100 lots of 0.01 BTC in 0.25 BTC', () => {
    // A lot at 1,000 ticks is worth 10⁹ ÷ 1,000 atoms, 10⁸ of which are a BTC.
    const held = { ...hold(-100), instrument: inverse, notionalAtoms: 1e8 };
    const policy = make({ maxNotional: 0.25, share: 1 });
    expect(policy.slice(held)).toEqual({ lots: 25, limitTicks: 1_010 });
    expect(make({ maxNotional: '1 bn', share: 1 }).slice(held).lots).toBe(100);
  });

  test('offers a lot even where a lot is too much, and nothing when told so', () => {
    expect(make({ maxNotional: 99 }).slice(hold(205)).lots).toBe(1);
    expect(make({ maxNotional: 0 }).slice(hold(205))).toEqual({ lots: 0, limitTicks: 0 });
    expect(make({ share: 0 }).slice(hold(205)).lots).toBe(0);
  });

  test('is within the position and the slippage, and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (size, isLong, mark, milli) => {
          const policy = make({ share: milli / 1_000, slippage: milli / 1_000, maxNotional: '1 bn' });
          const { lots, limitTicks } = policy.slice(hold(isLong ? size : -size, mark));
          expect(lots).toBeGreaterThanOrEqual(1);
          expect(lots).toBeLessThanOrEqual(size);
          expect(limitTicks).toBeGreaterThanOrEqual(1);
          const worse = isLong ? mark - limitTicks : limitTicks - mark;
          expect(worse * 1_000).toBeGreaterThanOrEqual(0);
          expect(worse * 1_000).toBeLessThanOrEqual(mark * milli);
        },
      ),
    );
  });
});
