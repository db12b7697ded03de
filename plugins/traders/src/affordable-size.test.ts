import { expect, test } from '@jest/globals';
import type { MarketView } from '@ebb/sdk';
import { affordableSize } from './affordable-size.ts';

const spot = { kind: 'spot', base: 'BTC', quote: 'USDT', venue: 'usd', multiplier: 1 } as MarketView;
const perp = { ...spot, kind: 'perp', multiplier: 0.1 } as MarketView;

const desk = (free: Record<string, number>, position = 0, available = 0): Parameters<typeof affordableSize>[0] => ({
  free: (asset) => free[asset] ?? 0,
  position: () => position,
  available: () => available,
});

test('on spot: what the free balance buys, less room for the fee, or what there is to sell', () => {
  expect(affordableSize(desk({ USDT: 1000 }), spot, 'buy', 100, 0)).toBeCloseTo(9.9);
  expect(affordableSize(desk({ BTC: 2 }), spot, 'sell', 100, 0)).toBe(2);
});

test.each([
  ['opens what the free margin is worth', 0, 99, 'buy', 9.801],
  ['opens no more than the largest position', 0, 1e6, 'sell', 50],
  ['closes and opens the other way', -20, 99, 'buy', 29.801],
  ['closes without any margin left', 20, -5, 'sell', 20],
  ['is nothing beyond the largest position', 60, 1e6, 'buy', 0],
] as const)('on a perpetual: %s', (_, position, available, side, size) => {
  expect(affordableSize(desk({}, position, available), perp, side, 100, 50)).toBeCloseTo(size);
});

test('on an inverse perpetual: contracts of quote units, for the coins that are free', () => {
  const inverse = { ...perp, quote: 'USD', multiplier: 100, inverse: true } as MarketView;
  expect(affordableSize(desk({ BTC: 2 }, -3, 1e6), inverse, 'buy', 50_000, 5000)).toBeCloseTo(3 + 990);
  expect(affordableSize(desk({ BTC: 2 }, -3, 1e6), inverse, 'sell', 50_000, 500)).toBeCloseTo(497);
});

test('without a price there is nothing to trade', () => {
  expect(affordableSize(desk({ BTC: 2 }), spot, 'sell', NaN, 50)).toBe(0);
});
