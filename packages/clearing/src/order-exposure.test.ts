import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NO_INSTRUMENT, OrderExposure } from './order-exposure.ts';

const PAGE = 4096;

/** The instruments in which an account has open lots, as the exposure lists them. */
function listed(exposure: OrderExposure, account: number): number[] {
  const found: number[] = [];
  let index = exposure.nextInstrument(account, 0);
  for (; index !== NO_INSTRUMENT; index = exposure.nextInstrument(account, index + 1)) found.push(index);
  return found;
}

describe('open orders', () => {
  test('count by side and instrument, from rest to last fill', () => {
    const exposure = new OrderExposure(3);
    exposure.add(7, 1, 10);
    exposure.add(7, 1, -4);
    exposure.add(7, 2, -1);
    expect([exposure.buyLots(7, 1), exposure.sellLots(7, 1), exposure.orders(7)]).toEqual([10, 4, 3]);
    exposure.change(7, 1, 1, -3);
    exposure.remove(7, 1, 1, 7);
    exposure.remove(7, 2, -1, 1);
    expect([exposure.buyLots(7, 1), exposure.sellLots(7, 1), exposure.orders(7)]).toEqual([0, 4, 1]);
    expect(listed(exposure, 7)).toEqual([1]);
  });

  test('are apart for accounts of other pages', () => {
    const exposure = new OrderExposure(40);
    const accounts = [0, PAGE - 1, PAGE, 10 * PAGE + 5];
    accounts.forEach((account, i) => exposure.add(account, 33 + i, i + 1));
    expect(accounts.map((account, i) => exposure.buyLots(account, 33 + i))).toEqual([1, 2, 3, 4]);
    expect(accounts.map((account) => listed(exposure, account))).toEqual([[33], [34], [35], [36]]);
    expect([exposure.orders(5 * PAGE), exposure.buyLots(5 * PAGE, 0), exposure.sellLots(1, 33)]).toEqual([0, 0, 0]);
    expect(listed(exposure, 5 * PAGE)).toEqual([]);
  });

  test('never fall below nothing', () => {
    const exposure = new OrderExposure(1);
    expect(() => exposure.remove(2, 0, 1, 0)).toThrow('account 2 has no open order');
    exposure.add(2, 0, 5);
    expect(() => exposure.change(2, 0, 1, -6)).toThrow('account 2 would have -1 lots of open orders');
    expect(() => exposure.remove(2, 0, -1, 1)).toThrow('account 2 would have -1 lots');
    expect([exposure.buyLots(2, 0), exposure.sellLots(2, 0), exposure.orders(2)]).toEqual([5, 0, 1]);
  });

  test('are as a list of orders says, whatever comes and goes, and end at nothing', () => {
    const order = fc.record({
      account: fc.constantFrom(0, 1, PAGE, 2 * PAGE + 3),
      instrument: fc.constantFrom(0, 1, 31, 32, 63, 64),
      side: fc.constantFrom(1, -1),
      lots: fc.integer({ min: 1, max: 100 }),
      filled: fc.nat(100),
      goes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 40 }), (orders) => {
        const exposure = new OrderExposure(65);
        const left = orders.map(({ lots, filled }) => Math.max(0, lots - filled));
        const stays: boolean[] = orders.map(({ goes }, i) => !goes && left[i] > 0);
        for (const { account, instrument, side, lots } of orders) exposure.add(account, instrument, side * lots);
        orders.forEach(({ account, instrument, side, lots }, i) => {
          exposure.change(account, instrument, side, left[i] - lots);
          if (!stays[i]) exposure.remove(account, instrument, side, left[i]);
        });
        const sum = (keep: (i: number) => boolean): number =>
          orders.reduce((all, _, i) => all + (stays[i] && keep(i) ? left[i] : 0), 0);
        for (const { account, instrument } of orders) {
          const here = (i: number): boolean => orders[i].account === account && orders[i].instrument === instrument;
          expect(exposure.buyLots(account, instrument)).toBe(sum((i) => here(i) && orders[i].side > 0));
          expect(exposure.sellLots(account, instrument)).toBe(sum((i) => here(i) && orders[i].side < 0));
          const own = orders.filter((each, i) => each.account === account && stays[i]);
          expect(exposure.orders(account)).toBe(own.length);
          expect(listed(exposure, account)).toEqual(
            [...new Set(own.map((each) => each.instrument))].sort((a, b) => a - b),
          );
        }
        orders.forEach(({ account, instrument, side }, i) => {
          if (stays[i]) exposure.remove(account, instrument, side, left[i]);
        });
        for (const { account } of orders)
          expect([exposure.orders(account), listed(exposure, account)]).toEqual([0, []]);
      }),
    );
  });
});
