import { expect, test } from '@jest/globals';
import { EwmaVolatility } from './ewma-volatility.ts';

test('finds the volatility of a price that moves by the same share each second', () => {
  const volatility = new EwmaVolatility(60_000, 0.001);
  expect(volatility.variance).toBeCloseTo(1e-6);
  let price = 100;
  for (let second = 0; second < 1000; second++) {
    volatility.take(price, second * 1000);
    price *= second % 2 === 0 ? 1.002 : 1 / 1.002;
  }
  expect(Math.sqrt(volatility.variance)).toBeCloseTo(0.002, 5);
});

test('does not depend on how often a move is sampled when nothing else moves', () => {
  const [often, seldom] = [new EwmaVolatility(60_000, 0.001), new EwmaVolatility(60_000, 0.001)];
  for (let second = 0; second <= 120; second++) often.take(100, second * 1000);
  seldom.take(100, 0);
  seldom.take(100, 120_000);
  expect(often.variance / seldom.variance).toBeCloseTo(1, 9);
  expect(often.variance).toBeCloseTo(1e-6 * 0.1353, 9);
});

test('leaves out a second price at one moment', () => {
  const volatility = new EwmaVolatility(60_000, 0.001);
  volatility.take(100, 0);
  volatility.take(200, 0);
  expect(volatility.variance).toBeCloseTo(1e-6);
});
