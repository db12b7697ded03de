import { describe, expect, test } from '@jest/globals';
import { LimitedOracle } from './limited-oracle.ts';

const plain = { emaMs: 0, bound: 1 };

describe('a limited oracle', () => {
  test('AMM.vy (limit_p_o): changes by a quarter at most within two minutes of a trade, and asks 1 − (lower ÷ higher)³ for it', () => {
    const oracle = new LimitedOracle(plain, 100, 0);
    oracle.read(90, 0);
    expect([oracle.price, oracle.fee]).toEqual([90, 0]);
    oracle.read(100, 0);
    oracle.traded(0);
    oracle.read(70, 0);
    expect(oracle.price).toBe(80);
    expect(oracle.fee).toBeCloseTo(1 - 0.8 * 0.8 * 0.8, 12);
    oracle.read(70, 60_000);
    expect(oracle.fee).toBeCloseTo((1 - 0.8 * 0.8 * 0.8) / 2, 12);
    oracle.traded(60_000);
    oracle.read(80, 120_000);
    expect(oracle.fee).toBeCloseTo((1 - 0.8 * 0.8 * 0.8) / 4, 12);
    oracle.read(120, 179_000);
    expect(oracle.price).toBe(100);
    oracle.read(120, 181_000);
    expect([oracle.price, oracle.fee]).toEqual([120, 0]);
  });

  test('follows the mean of the time that has passed, but stays near the price', () => {
    const oracle = new LimitedOracle({ emaMs: 600_000, bound: 0.5 }, 100, 0);
    oracle.read(110, 0);
    expect(oracle.price).toBe(100);
    oracle.read(110, 600_000);
    expect(oracle.price).toBeCloseTo(110 - 10 / Math.E, 9);
    const near = new LimitedOracle({ emaMs: 600_000, bound: 0.01 }, 100, 0);
    near.read(110, 0);
    expect(near.price).toBeCloseTo(110 * 0.99, 9);
  });

  test('begins with the first price that there is, and reads nothing else', () => {
    const oracle = new LimitedOracle(plain, NaN, 0);
    expect(oracle.price > 0).toBe(false);
    oracle.read(NaN, 10);
    oracle.read(50, 20);
    oracle.read(0, 30);
    expect(oracle.price).toBe(50);
  });
});
