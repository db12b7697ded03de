import { describe, expect, test } from '@jest/globals';
import plugin, { ConstantProductPool, params } from './constant-product.ts';

describe('constant-product', () => {
  test("sells 1 into reserves of 5 and 10 for 1.662497915624478906, as in Uniswap v2's UniswapV2Pair.spec.ts (2020)", () => {
    expect(plugin).toMatchObject({ policy: 'curve', name: 'constant-product', use: ConstantProductPool });
    const curve = new ConstantProductPool(params.parse({})).pool();
    curve.deposit(curve.open(), 5e14, 10e14);
    expect(curve.proceedsOf(1e14)).toBe(166_249_791_562_447);
  });

  test('refuses a fee of a fraction of a part per million, and one above 10 %', () => {
    expect(() => new ConstantProductPool(params.parse({ fee: '0.005 bp' }))).toThrow(
      'whole number of parts per million',
    );
    expect(params.safeParse({ fee: '11%' }).success).toBe(false);
  });
});
