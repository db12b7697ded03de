import { describe, expect, test } from '@jest/globals';
import type { IndexSource } from '@ebb/sdk';
import { market, outside, target } from '../test/index-source.ts';
import plugin, { RedemptionRate, params } from './redemption-rate.ts';

const price = (raw: object, pair: string, ...sources: IndexSource[]): number =>
  new RedemptionRate(params.parse(raw)).price(target(pair), sources);

describe('redemption-rate', () => {
  test('is an index policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'redemption-rate', use: RedemptionRate });
  });

  test("prices USDe at the value of USDT whatever its book says, as Aave did: LlamaRisk, 'When Pricing Breaks' (2025)", () => {
    expect(price({}, 'USDe/USDT', market('USDe/USDT@alpha', 0.65), outside('USDe', 1), outside('USDT', 1))).toBe(1);
  });

  test('is in units of the quote: 1.08 ETH for a wBETH worth 4,104 while ETH is worth 3,800', () => {
    expect(price({}, 'WBETH/ETH', outside('ETH', 3_800), outside('WBETH', 4_104))).toBeCloseTo(1.08, 12);
    expect(price({}, 'WBETH/USDT', outside('ETH', 3_800), outside('WBETH', 4_104))).toBe(4_104);
  });

  test('leaves out what redemption keeps', () => {
    expect(price({ fee: '10 bp' }, 'USDe/USDT', outside('USDe', 1))).toBeCloseTo(0.999, 12);
  });

  test('keeps the last price (NaN) for what has no outside value', () => {
    expect(price({}, 'USDe/USDT', market('USDe/USDT@alpha', 0.65), outside('USDT', 1))).toBeNaN();
  });
});
