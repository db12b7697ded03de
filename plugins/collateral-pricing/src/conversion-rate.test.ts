import { describe, expect, test } from '@jest/globals';
import type { IndexSource } from '@ebb/sdk';
import { market, outside, target } from '../test/index-source.ts';
import plugin, { ConversionRate, params } from './conversion-rate.ts';

const price = (raw: object, ...sources: IndexSource[]): number =>
  new ConversionRate(params.parse({ underlying: 'ETH/USDT@alpha', ...raw })).price(target('WBETH/USDT'), sources);
const eth = market('ETH/USDT@alpha', 3_800);
const wbeth = market('WBETH/USDT@alpha', 430.65);

describe('conversion-rate', () => {
  test('is an index policy', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'conversion-rate', use: ConversionRate });
  });

  test("wBETH is 100 % of conversion rate × ETHUSDT, Binance's index since 14 October 2025: 4,104 while its own book is at 430.65", () => {
    expect(price({ rate: 1.08 }, wbeth, eth)).toBeCloseTo(4_104, 9);
  });

  test('takes the rate from outside values: 4,320 against 4,000 is 1.08', () => {
    expect(price({}, eth, wbeth, outside('ETH', 4_000), outside('WBETH', 4_320))).toBeCloseTo(4_104, 9);
  });

  test('keeps the last price (NaN) without an open market of the underlying, or without a rate', () => {
    expect(price({ rate: 1.08 }, wbeth)).toBeNaN();
    expect(price({ rate: 1.08 }, { ...eth, open: false })).toBeNaN();
    expect(price({}, eth, outside('ETH', 4_000))).toBeNaN();
    expect(price({}, eth, outside('WBETH', 4_320))).toBeNaN();
  });

  test('reads last trades when told so', () => {
    expect(price({ rate: 1, price: 'last' }, { ...eth, last: 3_790 })).toBe(3_790);
  });
});
