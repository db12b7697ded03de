import { describe, expect, test } from '@jest/globals';
import { candidate, instrument } from '../test/candidate.ts';
import plugin, { ProRata, params } from './pro-rata.ts';

const policy = new ProRata(params.parse({ price: 'mark' }));

describe('pro-rata', () => {
  test('is a deleveraging policy whose price and trigger a scenario may choose', () => {
    expect(plugin).toMatchObject({ policy: 'deleveraging', name: 'pro-rata', use: ProRata });
    expect(policy).toMatchObject({ price: 'mark', trigger: 'fund' });
  });

  test('closes a quarter of all, where a queue of BitMEX (autoDeleveragingExamples) closes two positions: 25 of 100', () => {
    // The six longs of BitMEX's example.
    const longs = [10, 10, 20, 30, 20, 10].map((size, index) => candidate(index + 1, size));
    expect(policy.allot(instrument, 20, longs).map(({ lots }) => lots)).toEqual([2, 2, 4, 6, 4, 2]);
  });

  test('gives the odd lots to the largest remainders, then by account', () => {
    const shorts = [candidate(2, -1), candidate(5, -1), candidate(9, -5)];
    // 3/7, 3/7 and 15/7 lots.
    expect(policy.allot(instrument, 3, shorts)).toEqual([
      { account: 2, lots: 1 },
      { account: 9, lots: 2 },
    ]);
  });
});
