import { describe, expect, test } from '@jest/globals';
import type { IndexSource } from '@ebb/sdk';
import { market, outside, target } from '../test/index-source.ts';
import plugin, { OwnBook, params } from './own-book.ts';

const price = (raw: object, ...sources: IndexSource[]): number =>
  new OwnBook(params.parse(raw)).price(target('USDe/USDT'), sources);
const own = market('USDe/USDT@alpha', 0.65, { last: 0.6567 });
const others = [market('USDe/USDT@beta', 0.98), outside('USDe', 1), market('BTC/USDT@alpha', 105_000)];

describe('own-book', () => {
  test('is an index policy that needs no parameters', () => {
    expect(plugin).toMatchObject({ policy: 'index', name: 'own-book', use: OwnBook });
  });

  test("prices USDe at 0.65 when its own book is there and everyone else pays 0.98, as on Binance at 21:44 on 10 October 2025 (ArkStream, 'USDe's 90 Minutes')", () => {
    expect(price({}, ...others, own)).toBe(0.65);
    expect(price({ price: 'last' }, ...others, own)).toBe(0.6567);
  });

  test('keeps the last price (NaN) while the market is missing, empty or closed', () => {
    expect(price({}, ...others)).toBeNaN();
    expect(price({}, { ...own, mid: NaN })).toBeNaN();
    expect(price({}, { ...own, open: false })).toBeNaN();
  });

  test('averages the markets that are named, of this asset alone', () => {
    const usdc = market('USDe/USDC@alpha', 0.75);
    const raw = { markets: ['USDe/USDT@alpha', 'USDe/USDC@alpha', 'BTC/USDT@alpha'] };
    expect(price(raw, ...others, own, usdc)).toBeCloseTo(0.7, 12);
    expect(price(raw, ...others, own, { ...usdc, mid: NaN })).toBe(0.65);
    expect(price({}, own, usdc)).toBe(0.65);
  });
});
