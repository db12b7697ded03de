import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IndexSource } from '@ebb/sdk';
import { market, outside, target } from '../test/index-source.ts';
import { weightedIndex } from './weighted-index.ts';
import plugin, { WeightedSpot, params } from './weighted-spot.ts';

const on = (venue: string, mid: number, more: Partial<IndexSource> = {}): IndexSource =>
  market(`BTC/USDT@${venue}`, mid, more);
const price = (raw: object, ...sources: IndexSource[]): number =>
  new WeightedSpot(params.parse(raw)).price(target('BTC/USDT'), sources);

describe('weighted-spot', () => {
  test('is an index policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'weighted-spot', use: WeightedSpot });
    expect(price({}, on('a', 100), on('b', 101), outside('BTC', 102))).toBe(101);
  });

  test('weighs the sources that are named, and no others', () => {
    const weights = { 'BTC/USD@usd': 3, 'outside:BTC': 1 };
    expect(price({ weights }, market('BTC/USD@usd', 100), outside('BTC', 102), on('a', 500))).toBe(100.5);
  });

  test('one map of weights serves several assets: each reads the sources of its own base', () => {
    const weights = { 'BTC/USDT@a': 1, 'ETH/USDT@a': 5, 'outside:ETH': 5 };
    const sources = [market('ETH/USDT@a', 4), on('a', 100), outside('ETH', 4), outside('BTC', 300)];
    expect(price({ weights }, ...sources)).toBe(100);
    expect(price({}, market('ETH/USDT@a', 4), on('a', 100), outside('ETH', 4))).toBe(100);
  });

  test("leaves out what is closed, unquoted, or older than the 10 s of Binance's 'Mark Price and Price Index' (2020)", () => {
    const good = on('a', 100);
    expect(price({}, good, on('b', 104, { open: false }), on('c', NaN))).toBe(100);
    expect(price({}, good, on('b', 104, { ageMs: 10_000 }))).toBe(102);
    expect(price({}, good, on('b', 104, { ageMs: 10_001 }))).toBe(100);
    expect(price({ maxAge: '1 min' }, good, on('b', 104, { ageMs: 10_001 }))).toBe(102);
  });

  test('keeps the last index (NaN) when nothing is left', () => {
    expect(price({})).toBeNaN();
    expect(price({}, on('a', 100, { open: false }))).toBeNaN();
  });

  test('limits a price to 5 % off the median', () => {
    expect(price({}, on('a', 100), on('b', 100), on('c', 40))).toBeCloseTo((100 + 100 + 95) / 3, 12);
    expect(price({ outlier: '1%' }, on('a', 100), on('b', 100), on('c', 400))).toBeCloseTo(301 / 3, 12);
  });

  test("drops one price off the band, and takes the median when two are: Binance's rule of 2020", () => {
    const raw = { outlierRule: 'drop' };
    const [a, b, c] = [on('a', 100), on('b', 101), on('c', 102)];
    expect(price(raw, a, b, c, on('d', 40))).toBe(101);
    expect(price(raw, a, b, c, on('d', 40), on('e', 30))).toBe(100);
  });

  test('reads last prices when told so', () => {
    expect(price({ price: 'last' }, on('a', 100, { last: 99 }))).toBe(99);
  });

  test('refuses weights that are all 0', () => {
    expect(params.safeParse({ weights: { outside: 0 } }).error?.issues).toMatchObject([
      { path: ['weights'], message: 'at least one weight above 0' },
    ]);
    expect(params.safeParse({ weights: {} }).success).toBe(false);
  });
});

test('an index lies between the lowest and the highest price, and within the band around the median', () => {
  const prices = fc.array(
    fc.record({
      price: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      weight: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    }),
    { minLength: 1, maxLength: 9 },
  );
  fc.assert(
    fc.property(
      prices,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('clamp', 'drop'),
      (some, outlier, rule) => {
        const index = weightedIndex(some, outlier, rule);
        const all = some.map((each) => each.price).sort((a, b) => a - b);
        const middle = all.length >> 1;
        const median = all.length % 2 === 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
        const slack = 1e-9 * median;
        expect(index).toBeGreaterThanOrEqual(Math.max(all[0], median * (1 - outlier)) - slack);
        expect(index).toBeLessThanOrEqual(Math.min(all[all.length - 1], median * (1 + outlier)) + slack);
      },
    ),
  );
});
