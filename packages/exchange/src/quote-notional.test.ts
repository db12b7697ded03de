import { expect, test } from '@jest/globals';
import type { Market } from '@ebb/clearing';
import { defineAssets, defineInstruments } from '@ebb/ledger';
import { quoteNotional } from './quote-notional.ts';

const assets = defineAssets([
  { symbol: 'USD', decimals: 3 },
  { symbol: 'BTC', decimals: 8 },
]);
const [linear, inverse] = defineInstruments(assets, [
  { kind: 'perp', symbol: 'BTC/USD:USD', venue: 0, tick: 1, lot: 0.01 },
  { kind: 'perp', symbol: 'BTC/USD:BTC', venue: 0, tick: 1, lot: 1, multiplier: 100 },
]).map((instrument): Market => {
  return { id: instrument.symbol, venue: 'alpha', instrument, base: 'BTC', quote: 'USD', quoteScale: 1000 };
});

test('a linear market is worth price times size', () => {
  expect(quoteNotional(linear, 100 * 5 + 90 * 3, 8)).toBe(7.7);
});

test('an inverse contract is worth its quote units at any price (Binance COIN-M: one BTCUSD contract is 100 USD)', () => {
  expect(quoteNotional(inverse, 100_000 * 8, 8)).toBe(800);
  expect(quoteNotional(inverse, 50_000 * 8, 8)).toBe(800);
});
