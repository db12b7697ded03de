import { describe, expect, test } from '@jest/globals';
import { defineAssets } from './asset.ts';

describe('defineAssets', () => {
  test('numbers assets in order and scales by their decimals', () => {
    const assets = defineAssets([
      { symbol: 'USDT', decimals: 4, maxSupply: 9e11 },
      { symbol: 'BTC', decimals: 8 },
      { symbol: 'UNIT', decimals: 0 },
    ]);
    expect(assets.map((asset) => asset.index)).toEqual([0, 1, 2]);
    expect(assets.map((asset) => asset.atomsPerUnit)).toEqual([10_000, 100_000_000, 1]);
  });

  test.each([
    [[{ symbol: 'A/B', decimals: 2 }], "one word without '/' or ':'"],
    [[{ symbol: '', decimals: 2 }], 'one word'],
    [[{ symbol: 'A', decimals: 2.5 }], 'asset A: decimals are a whole number from 0 to 15, not 2.5'],
    [[{ symbol: 'A', decimals: 16 }], 'from 0 to 15'],
    [[{ symbol: 'A', decimals: -1 }], 'from 0 to 15'],
    [
      [
        { symbol: 'A', decimals: 2 },
        { symbol: 'A', decimals: 2 },
      ],
      'asset A is declared twice',
    ],
    [[{ symbol: 'A', decimals: 8, maxSupply: 9.1e7 }], 'at most 90071992 units'],
    [[{ symbol: 'A', decimals: 8, maxSupply: NaN }], 'not under 2^53 atoms'],
  ])('refuses %j', (declarations, sentence) => {
    expect(() => defineAssets(declarations)).toThrow(sentence);
  });
});
