import { describe, expect, test } from '@jest/globals';
import plugin, { ConcentratedPool, params } from './concentrated-liquidity.ts';

const make = (raw: object = {}): ConcentratedPool => new ConcentratedPool(params.parse(raw));

describe('concentrated-liquidity', () => {
  test('has the first fee and spacing of the factory of Uniswap v3 (May 2021), and stands at all prices', () => {
    expect(plugin).toMatchObject({ policy: 'curve', name: 'concentrated-liquidity', use: ConcentratedPool });
    expect(params.parse({})).toEqual({ fee: 0.0005, tickSpacing: 10 });
    expect(make().range()).toBeUndefined();
    expect(make({ low: 0.99, high: 1.01 }).range()).toEqual({ low: 0.99, high: 1.01 });
  });

  test('trades with a thousandth of the reserves as twice as many virtual ones would (Uniswap v3 Core, 2.1 to 2.2)', () => {
    const wide = make({ fee: 0 }).pool();
    wide.deposit(wide.open(), 1e12, 1e12);
    const narrow = make({ fee: 0 }).pool();
    narrow.deposit(narrow.open({ low: 0.9991, high: 1.0009 }), 1e9, 1e9);
    // A range of 10 ticks on each side holds L · (1 − 1.0001^-5) of each: a reserve of 10^9 is a virtual one of 2.0006 · 10^12.
    const loss = (pool: typeof wide): number => 1e8 - pool.proceedsOf(1e8);
    expect(loss(narrow) / loss(wide)).toBeGreaterThan(0.4995);
    expect(loss(narrow) / loss(wide)).toBeLessThan(0.5005);
  });

  test.each([
    [{ low: 1 }, 'a range has both'],
    [{ high: 1 }, 'a range has both'],
    [{ low: 2, high: 1 }, '`low` is below `high`, not 2 and 1'],
    [{ fee: '0.001 bp' }, 'whole number of parts per million'],
  ])('refuses %j', (raw, sentence) => {
    expect(() => make(raw)).toThrow(sentence);
  });
});
