import { describe, expect, test } from '@jest/globals';
import type { BreakerMarket } from '@ebb/sdk';
import { breakerMarket } from '../test/breaker-market.ts';
import plugin, { VolatilityHalt, params, pressesAgainst } from './volatility-halt.ts';

const SECOND = 1_000;
const make = (raw: object = {}): VolatilityHalt => new VolatilityHalt(params.parse(raw));

/** Last trade at the lower edge of 95.00, and no bid left within the range. */
const atLimit = (seconds: number): BreakerMarket =>
  breakerMarket(9_500, { bidTicks: 9_400, askTicks: 9_600, nowMs: seconds * SECOND });

/** A market at 100.00 for four minutes, asked once a second. */
function calm(breaker: VolatilityHalt): VolatilityHalt {
  for (let second = 0; second < 240; second++) breaker.halt(breakerMarket(10_000, { nowMs: second * SECOND }));
  return breaker;
}

describe('volatility-halt', () => {
  test("has the figures of tier 1 in the SEC's 'Plan to Address Extraordinary Market Volatility' unless told otherwise: 5 % around the mean of five minutes", () => {
    expect(plugin).toMatchObject({ policy: 'circuitBreaker', name: 'volatility-halt', use: VolatilityHalt });
    const breaker = calm(make());
    expect(breaker.band(breakerMarket(10_000, { nowMs: 240 * SECOND }))).toEqual({
      lowTicks: 9_500,
      highTicks: 10_500,
    });
    const tier2 = calm(make({ range: '10%' }));
    expect(tier2.band(breakerMarket(10_000, { nowMs: 240 * SECOND }))).toEqual({ lowTicks: 9_000, highTicks: 11_000 });
  });

  test("pauses for five minutes after 15 seconds in the limit state (the SEC's Plan, sections VI and VII), and not when the market leaves it in time", () => {
    const breaker = calm(make());
    expect(breaker.halt(atLimit(240))).toBeNull();
    expect(breaker.halt(atLimit(254))).toBeNull();
    expect(breaker.halt(atLimit(255))).toEqual({ ms: 300_000, meanwhile: 'auction' });
    const other = calm(make());
    expect(other.halt(atLimit(240))).toBeNull();
    expect(other.halt(breakerMarket(9_800, { nowMs: 250 * SECOND }))).toBeNull();
    expect(other.halt(atLimit(256))).toBeNull();
  });

  test('begins anew after a halt: no range until the first price, which is then the reference', () => {
    const breaker = calm(make({ patience: 0 }));
    expect(breaker.halt(atLimit(240))).not.toBeNull();
    const reopened = breakerMarket(8_000, { nowMs: 540 * SECOND });
    expect(breaker.band(reopened)).toBeNull();
    expect(breaker.halt(reopened)).toBeNull();
    expect(breaker.band(reopened)).toEqual({ lowTicks: 7_600, highTicks: 8_400 });
  });

  test("interrupts at once around the last auction, as the static price range of Xetra's 'Protective mechanisms' does", () => {
    const breaker = make({ reference: 'auction', patience: 0, pause: '2 min' });
    expect(breaker.halt(breakerMarket(10_000))).toBeNull();
    for (const [hour, last] of [10_200, 10_400, 9_600].entries()) {
      expect(breaker.halt(breakerMarket(last, { nowMs: hour * 3_600_000 }))).toBeNull();
    }
    const out = breakerMarket(10_500, { askTicks: 10_501, nowMs: 4 * 3_600_000 });
    expect(breaker.halt(out)).toEqual({ ms: 120_000, meanwhile: 'auction' });
  });

  test('may reckon from the oldest price of the window, and take only cancels meanwhile', () => {
    const breaker = make({ reference: 'oldest', window: '1 min', patience: 0, range: '10%', meanwhile: 'cancelOnly' });
    for (const [second, last] of [
      [0, 1_000],
      [30, 950],
      [59, 901],
      [60, 860],
    ] as const) {
      expect(breaker.halt(breakerMarket(last, { nowMs: second * SECOND }))).toBeNull();
    }
    expect(breaker.halt(breakerMarket(854, { nowMs: 61 * SECOND }))).toMatchObject({ meanwhile: 'cancelOnly' });
  });

  test('never halts a market without a trade', () => {
    const breaker = make({ patience: 0 });
    expect(breaker.halt(breakerMarket(0))).toBeNull();
    expect(breaker.band(breakerMarket(0))).toBeNull();
  });

  test.each([{ range: 0 }, { range: 1 }, { window: 0 }, { pause: 0 }, { patience: '-1 s' }, { meanwhile: 'down' }])(
    'refuses %j',
    (raw) => {
      expect(params.safeParse(raw).success).toBe(false);
    },
  );
});

test.each([
  [{ lastTicks: 90, bidTicks: 90, askTicks: 91 }, false],
  [{ lastTicks: 89, bidTicks: 90, askTicks: 91 }, true],
  [{ lastTicks: 111, bidTicks: 90, askTicks: 91 }, true],
  [{ lastTicks: 100, bidTicks: 89, askTicks: 100 }, true],
  [{ lastTicks: 100, bidTicks: 100, askTicks: 111 }, true],
  [{ lastTicks: 100, bidTicks: 0, askTicks: 0 }, false],
])('pressesAgainst: 90 to 110 with %j is %s', (prices, expected) => {
  expect(pressesAgainst({ lowTicks: 90, highTicks: 110 }, breakerMarket(100, prices))).toBe(expected);
});
