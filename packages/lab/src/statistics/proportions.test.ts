import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mcNemar, pairedProportions, unpairedProportions } from './proportion-difference.ts';
import { wilsonInterval } from './wilson-interval.ts';

describe('the Wilson interval', () => {
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %d to %d, as table I of Newcombe, Statistics in Medicine 17, 1998, 857', (k, n, low, high) => {
    const estimate = wilsonInterval(k, n, 0.95);
    expect(estimate.low).toBeCloseTo(low, 4);
    expect(estimate.high).toBeCloseTo(high, 4);
  });

  test('holds its estimate, mirrors with the event, and knows nothing without trials', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (k, rest) => {
        fc.pre(k + rest > 0);
        const [event, other] = [wilsonInterval(k, k + rest, 0.9), wilsonInterval(rest, k + rest, 0.9)];
        expect(event.low).toBeLessThanOrEqual(event.value);
        expect(event.high).toBeGreaterThanOrEqual(event.value);
        expect(event.low).toBeCloseTo(1 - other.high, 12);
      }),
    );
    expect(wilsonInterval(0, 0, 0.95)).toMatchObject({ value: NaN, low: 0, high: 1 });
    expect(() => wilsonInterval(5, 4, 0.95)).toThrow(
      new RangeError('successes lie from 0 to the number of trials, 4, not 5'),
    );
  });
});

describe('the difference of two probabilities', () => {
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])('%i/%i − %i/%i is %d to %d, as table II of Newcombe, Statistics in Medicine 17, 1998, 873', (...row) => {
    const [a, m, b, n, low, high] = row;
    const estimate = unpairedProportions({ successes: a, n: m }, { successes: b, n }, 0.95);
    expect(estimate.low).toBeCloseTo(low, 4);
    expect(estimate.high).toBeCloseTo(high, 4);
  });

  test('over pairs agrees with contingencytables of R on Cavo et al. (2012): −0.0621, from −0.1186 to −0.0046', () => {
    const estimate = pairedProportions({ both: 59, onlyFirst: 6, onlySecond: 16, neither: 80 }, 0.95);
    expect(estimate.value).toBeCloseTo(-0.0621, 4);
    expect(estimate.low).toBeCloseTo(-0.1186, 4);
    expect(estimate.high).toBeCloseTo(-0.0046, 4);
    expect(estimate.pValue).toBeCloseTo(mcNemar(6, 16), 12);
  });

  test("is tested by McNemar's exact test, by hand: one against nine is 22 in 1,024", () => {
    expect(mcNemar(1, 9)).toBeCloseTo(22 / 1024, 12);
    expect([mcNemar(9, 1), mcNemar(4, 4), mcNemar(0, 0)].map((p) => p.toFixed(6))).toEqual([
      '0.021484',
      '1.000000',
      '1.000000',
    ]);
  });

  test('over pairs holds its estimate, turns with the sides, and gains from agreement', () => {
    const count = fc.nat(60);
    fc.assert(
      fc.property(count, count, count, count, (both, onlyFirst, onlySecond, neither) => {
        const n = both + onlyFirst + onlySecond + neither;
        fc.pre(n > 0);
        const one = pairedProportions({ both, onlyFirst, onlySecond, neither }, 0.95);
        const turned = pairedProportions({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither }, 0.95);
        expect(one.low).toBeLessThanOrEqual(one.value + 1e-12);
        expect(one.high).toBeGreaterThanOrEqual(one.value - 1e-12);
        expect(turned.low).toBeCloseTo(-one.high, 12);
        const unpaired = unpairedProportions(
          { successes: both + onlyFirst, n },
          { successes: both + onlySecond, n },
          0.95,
        );
        if (both * neither > onlyFirst * onlySecond) expect(one.low).toBeGreaterThanOrEqual(unpaired.low - 1e-12);
      }),
    );
    expect(pairedProportions({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }, 0.95)).toMatchObject({
      ...{ value: NaN, low: -1, high: 1, pValue: 1 },
    });
  });
});
