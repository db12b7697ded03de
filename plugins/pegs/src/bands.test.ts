import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Bands } from './bands.ts';
import type { BandSide, BandStake } from './bands.ts';

const BASE = 30;
const terms = (price: number, fee = 0.006) => ({ price, fee });

/** Trades as arbitrageurs do: until the next unit is worth no more than it costs. */
function tradeTo(bands: Bands, price: number, fee: number): void {
  for (const side of ['buy', 'sell'] as const) bands.settle(bands.quote(side, 1e14, price, terms(price, fee)));
}

describe('bands', () => {
  test('collateral lies evenly, and what a stake holds is its part of each band', () => {
    const bands = new Bands(100, BASE);
    const one = bands.deposit(3, 4, 1003);
    const other = bands.deposit(5, 4, 4000);
    expect(one).toEqual({ first: 3, shares: [250, 250, 250, 253] });
    expect(bands.total).toEqual({ x: 0, y: 5003 });
    expect(bands.held(other)).toEqual({ x: 0, y: 4000 });
    expect(bands.withdraw(one, 1).paid).toEqual({ x: 0, y: 1003 });
    expect(bands.held(other)).toEqual({ x: 0, y: 4000 });
    expect(bands.withdraw(other, 0.5)).toEqual({
      paid: { x: 0, y: 2000 },
      left: { first: 5, shares: [500, 500, 500, 500] },
    });
  });

  test('a trade goes from band to band, and back through them', () => {
    const bands = new Bands(100, BASE);
    const stake = bands.deposit(0, 4, 4e9);
    expect(bands.price(BASE)).toBe(BASE);
    const price = bands.top(2);
    tradeTo(bands, price, 0);
    // Two bands are all coins, at their geometric means nearly; the oracle fell in one step, so they sold at less.
    const { x, y } = bands.total;
    expect(y / 2e9).toBeCloseTo(1, 2);
    expect(x).toBeLessThan(1e9 * (30 + 29.7) * Math.sqrt(0.99));
    expect(bands.price(price) / price).toBeCloseTo(1, 6);
    expect(bands.lowestCoins).toBe(1);
    expect(() => bands.deposit(1, 4, 1000)).toThrow('not above the coins');
    tradeTo(bands, BASE * 1.1, 0);
    expect(bands.total.x).toBe(0);
    expect(bands.held(stake).y).toBe(bands.total.y);
  });

  test('a price that falls and rises again costs the borrower collateral, the more the larger its steps', () => {
    const after = (steps: number): number => {
      const bands = new Bands(100, BASE);
      bands.deposit(0, 10, 1e10);
      for (let i = 0; i <= steps; i++) tradeTo(bands, BASE * (1 - (0.08 * i) / steps), 0);
      for (let i = steps; i >= 0; i--) tradeTo(bands, BASE * (1.02 - (0.1 * i) / steps), 0);
      expect(bands.total.x).toBe(0);
      return bands.total.y;
    };
    expect(after(400)).toBeLessThan(1e10);
    expect(after(20)).toBeLessThan(after(400));
    expect(after(4)).toBeLessThan(after(20));
    expect(after(400) / 1e10).toBeGreaterThan(0.999);
    expect(after(4) / 1e10).toBeLessThan(0.99);
  });

  test('nobody gains by trading through bands and back while the oracle stands still', () => {
    const sizes = fc.integer({ min: 1, max: 3e11 });
    const moved = fc.double({ min: 0.9, max: 1.05, noNaN: true });
    fc.assert(
      fc.property(moved, moved, sizes, fc.constantFrom(0, 0.006), (before, now, most, fee) => {
        const bands = new Bands(100, BASE);
        bands.deposit(0, 10, 1e10);
        bands.deposit(4, 10, 3e9 + 7);
        tradeTo(bands, BASE * before, 0);
        const there = bands.quote('buy', most, Infinity, terms(BASE * now, fee));
        bands.settle(there);
        const back = bands.quote('sell', there.got, 0, terms(BASE * now, fee));
        expect(back.given).toBeLessThanOrEqual(there.got);
        // What it keeps of the collateral, when coins ran out, is worth no more than the dearest of these trades.
        const kept = (there.got - back.given) * (there.given / Math.max(1, there.got));
        expect(back.got + kept).toBeLessThanOrEqual(there.given * (1 + 1e-9));
      }),
      { numRuns: 200 },
    );
  });

  test('with fees and prices of all kinds, stakes never hold more than there is, and no atom is lost', () => {
    const step = fc.oneof(
      fc.record({ deposit: fc.integer({ min: 1100, max: 1e9 }), at: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ withdraw: fc.nat(20), part: fc.constantFrom(0.3, 1) }),
      fc.record({
        side: fc.constantFrom<BandSide>('buy', 'sell'),
        most: fc.integer({ min: 1, max: 1e11 }),
        price: fc.double({ min: 20, max: 33, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const bands = new Bands(100, BASE);
        const stakes: BandStake[] = [];
        const pot = { x: 0, y: 0 };
        for (const each of steps) {
          if ('deposit' in each) {
            stakes.push(bands.deposit(Math.max(each.at, bands.lowestCoins + 1), 10, each.deposit));
            pot.y += each.deposit;
          } else if ('withdraw' in each) {
            const at = each.withdraw % (stakes.length + 1);
            if (at === stakes.length) continue;
            const { left, paid } = bands.withdraw(stakes[at], each.part);
            [pot.x, pot.y] = [pot.x - paid.x, pot.y - paid.y];
            if (each.part === 1) stakes.splice(at, 1);
            else stakes[at] = left;
          } else {
            const trade = bands.quote(each.side, each.most, each.side === 'buy' ? Infinity : 0, terms(each.price));
            expect(trade.given).toBeLessThanOrEqual(each.most);
            bands.settle(trade);
            if (each.side === 'buy') [pot.x, pot.y] = [pot.x + trade.given, pot.y - trade.got];
            else [pot.x, pot.y] = [pot.x - trade.got, pot.y + trade.given];
          }
          expect(bands.total).toEqual(pot);
          const held = stakes.map((stake) => bands.held(stake));
          expect(held.reduce((sum, { x }) => sum + x, 0)).toBeLessThanOrEqual(pot.x);
          expect(held.reduce((sum, { y }) => sum + y, 0)).toBeLessThanOrEqual(pot.y);
        }
        for (const stake of stakes) bands.withdraw(stake, 1);
        expect(bands.total).toEqual({ x: 0, y: 0 });
      }),
      { numRuns: 200 },
    );
  });
});
