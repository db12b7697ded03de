import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { candidate, instrument } from '../test/candidate.ts';
import plugin, { RiskAware, params, riskWeights } from './risk-aware.ts';

const policy = new RiskAware(params.parse({}));

describe('risk-aware', () => {
  test('is a deleveraging policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'risk-aware', use: RiskAware });
    expect(policy).toMatchObject({ price: 'bankruptcy', trigger: 'fund' });
  });

  test('takes thrice as much from who is thrice as near to liquidation', () => {
    const longs = [
      candidate(1, 100, { wallet: 100, maintenance: 10 }),
      candidate(2, 100, { wallet: 100, maintenance: 30 }),
      candidate(3, 200, { wallet: 100, maintenance: 10 }),
    ];
    expect(policy.allot(instrument, 60, longs).map(({ lots }) => lots)).toEqual([10, 30, 20]);
  });

  test('counts who breaks its margin, or has no equity, as 1', () => {
    const longs = [
      candidate(1, 50, { wallet: 10, maintenance: 10 }),
      candidate(2, 50, { wallet: -5, maintenance: 10 }),
      candidate(3, 50, { wallet: 20, maintenance: 10 }),
    ];
    const [first, second, third] = riskWeights(longs);
    expect([second / first, third / first]).toEqual([1, 0.5]);
  });

  test('lets the others bear what a small position cannot', () => {
    const longs = [
      candidate(1, 2, { wallet: 10, maintenance: 9 }),
      candidate(2, 100, { wallet: 1_000, maintenance: 1 }),
    ];
    expect(policy.allot(instrument, 50, longs).map(({ lots }) => lots)).toEqual([2, 48]);
  });

  test('keeps its weights within the safe integers and above 0', () => {
    const people = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 2 ** 49 }), fc.integer({ min: -9, max: 2 ** 40 }), fc.nat(2 ** 40)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(people, (made) => {
        const weights = riskWeights(
          made.map(([size, equity, maintenance], account) => ({
            ...candidate(account, size),
            equityAtoms: equity,
            maintenanceAtoms: maintenance,
          })),
        );
        expect(weights.every((weight) => weight >= 1 && Number.isSafeInteger(weight))).toBe(true);
        expect(Number.isSafeInteger(weights.reduce((sum, each) => sum + each, 0))).toBe(true);
      }),
    );
  });
});
