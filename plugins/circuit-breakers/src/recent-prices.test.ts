import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RecentExtreme } from './recent-extreme.ts';
import { RecentPrices } from './recent-prices.ts';

const WINDOW = 100;
const steps = fc.array(fc.record({ wait: fc.nat(40), ticks: fc.integer({ min: 1, max: 50 }) }), { maxLength: 200 });

describe('RecentPrices and RecentExtreme', () => {
  test('know nothing before the first price, after the last has aged, and after clear', () => {
    const prices = new RecentPrices(WINDOW);
    const highest = new RecentExtreme(WINDOW, 1);
    const known = (nowMs: number): number[] => [prices.mean(nowMs), prices.oldest(nowMs), highest.at(nowMs)];
    expect(known(0)).toEqual([NaN, NaN, NaN]);
    prices.add(0, 7);
    highest.add(0, 7);
    expect(known(99)).toEqual([7, 7, 7]);
    expect(known(100)).toEqual([NaN, NaN, NaN]);
    prices.add(100, 9);
    highest.add(100, 9);
    prices.clear();
    highest.clear();
    expect(known(100)).toEqual([NaN, NaN, NaN]);
  });

  test('agree with a look through all prices', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const [prices, highest, lowest] = [
          new RecentPrices(WINDOW),
          new RecentExtreme(WINDOW, 1),
          new RecentExtreme(WINDOW, -1),
        ];
        const all: { readonly atMs: number; readonly ticks: number }[] = [];
        let nowMs = 0;
        for (const { wait, ticks } of list) {
          nowMs += wait;
          all.push({ atMs: nowMs, ticks });
          for (const each of [prices, highest, lowest]) each.add(nowMs, ticks);
          const young = all.filter(({ atMs }) => atMs > nowMs - WINDOW).map((each) => each.ticks);
          expect(prices.mean(nowMs)).toBe(young.reduce((sum, each) => sum + each, 0) / young.length);
          expect(prices.oldest(nowMs)).toBe(young[0]);
          expect(highest.at(nowMs)).toBe(Math.max(...young));
          expect(lowest.at(nowMs)).toBe(Math.min(...young));
        }
      }),
    );
  });

  test('keep the sum exact through many prices', () => {
    const prices = new RecentPrices(1_000);
    for (let ms = 0; ms < 20_000; ms++) prices.add(ms, 1_000_000_000 + ms);
    expect(prices.mean(19_999)).toBe(1_000_000_000 + 19_499.5);
  });
});
