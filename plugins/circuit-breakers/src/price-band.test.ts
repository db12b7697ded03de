import { describe, expect, test } from '@jest/globals';
import { breakerMarket } from '../test/breaker-market.ts';
import plugin, { PriceBandBreaker, params } from './price-band.ts';

const make = (raw: object = {}): PriceBandBreaker => new PriceBandBreaker(params.parse(raw));

describe('price-band', () => {
  test("takes 1.15 and 0.85 of the mark price: the example of PERCENT_PRICE in Binance's 'USDⓈ-M Futures: Common Definition'", () => {
    expect(plugin).toMatchObject({ policy: 'circuitBreaker', name: 'price-band', use: PriceBandBreaker });
    const market = breakerMarket(90_000, { markTicks: 100_000, indexTicks: 99_000 });
    expect(make().band(market)).toEqual({ lowTicks: 85_000, highTicks: 115_000 });
  });

  test("lets a price of 10 be halved and doubled: the example of Binance's 'Price Range Execution Rule' (2026)", () => {
    const band = make({ reference: 'last', up: '100%', down: '50%' }).band(breakerMarket(1_000));
    expect(band).toEqual({ lowTicks: 500, highTicks: 2_000 });
  });

  test("goes from 95 to 105 around 100 with 5 %: the example of Paradex's 'Price Bands'", () => {
    const band = make({ up: '5%', down: '5%' }).band(breakerMarket(1, { markTicks: 10_000 }));
    expect(band).toEqual({ lowTicks: 9_500, highTicks: 10_500 });
  });

  test('averages the last prices of the window, as the spot filter does over avgPriceMins = 5', () => {
    const breaker = make({ reference: 'mean', up: '30%', down: '30%' });
    for (const [minute, last] of [90_000, 110_000, 100_000].entries()) {
      expect(breaker.halt(breakerMarket(last, { nowMs: minute * 60_000 }))).toBeNull();
    }
    const at = (nowMs: number) => breaker.band(breakerMarket(50_000, { nowMs }));
    expect(at(120_000)).toEqual({ lowTicks: 70_000, highTicks: 130_000 });
    expect(at(300_000)).toEqual({ lowTicks: 73_500, highTicks: 136_500 });
    expect(at(420_000)).toEqual({ lowTicks: 35_000, highTicks: 65_000 });
  });

  test.each(['mark', 'index', 'mean'])(
    'takes the last price where there is no %s, and no band without a trade',
    (reference) => {
      const breaker = make({ reference, up: '10%', down: '10%' });
      expect(breaker.band(breakerMarket(1_000))).toEqual({ lowTicks: 900, highTicks: 1_100 });
      expect(breaker.band(breakerMarket(0))).toBeNull();
    },
  );

  test.each([{ down: 1 }, { up: -0.1 }, { window: 0 }, { reference: 'mid' }])('refuses %j', (raw) => {
    expect(params.safeParse(raw).success).toBe(false);
  });
});
