import { expect, test } from '@jest/globals';
import { inputs } from '../test/mark-inputs.ts';
import plugin, { LastPrice } from './last-price.ts';

test("is the last trade, whatever index and book say: BitMEX's mark method LastPrice", () => {
  expect(plugin).toMatchObject({ policy: 'mark', name: 'last-price', use: LastPrice });
  expect(new LastPrice().price(inputs({ bid: 9_999, ask: 10_001, last: 8_000 }))).toBe(8_000);
});

test('keeps the last mark (NaN) before the first trade', () => {
  expect(new LastPrice().price(inputs({ bid: 9_999, ask: 10_001 }))).toBeNaN();
});
