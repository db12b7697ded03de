import { describe, expect, test } from '@jest/globals';
import { BUY, PERP, TestExchange } from '../test/test-exchange.ts';
import type { ForcedPrint, ObservationPolicy } from './contracts/observation.ts';

const [ANN, BOB] = [1, 2];

function fed(observe: ObservationPolicy['observe']): TestExchange {
  const exchange = new TestExchange({ perps: true, observation: { observe } }).start().run();
  exchange.place(ANN, PERP, BUY, 100, 5);
  exchange.place(ANN, PERP, BUY, 90, 50);
  return exchange;
}

describe('the public feed of forced orders', () => {
  test('tells what its rule shows, of what was filled, when it shows it', () => {
    const kept: ForcedPrint[] = [];
    const exchange = fed((print) => {
      kept.push(print);
      return kept.length % 2 === 0 ? kept.splice(0) : [];
    });
    const force = (lots: number, limit = 0) => exchange.venue.placeForced(BOB, exchange.perp, -lots, limit);
    force(8);
    force(1, 100); // fills nothing
    exchange.run(500);
    expect(exchange.prints).toEqual([]);
    force(2);
    exchange.run();
    // 0.05 BTC at 100 USD and 0.03 at 90
    expect(exchange.prints).toMatchObject([
      { market: 'BTC/USD:USD@alpha', side: 'sell', size: 0.08, sizeLots: 8, metUs: exchange.startUs },
      { side: 'sell', size: 0.02, sizeLots: 2, metUs: exchange.startUs + 500, timeUs: exchange.startUs + 500 },
    ]);
    expect(exchange.prints.map(({ notional }) => notional)).toEqual([7.7, 1.8]);
  });

  test('is silent without a rule', () => {
    const exchange = new TestExchange({ perps: true }).start().run();
    exchange.place(ANN, PERP, BUY, 100, 5);
    expect(exchange.venue.placeForced(BOB, exchange.perp, -1, 0).filledLots).toBe(1);
    exchange.run();
    expect(exchange.prints).toEqual([]);
  });

  test.each<[string, Partial<ForcedPrint>]>([
    ['no size', { size: 0 }],
    ['a notional of NaN', { notional: NaN }],
    ['the future', { nowMs: 1e15 }],
  ])('stops the run when its rule shows %s', (_, change) => {
    const exchange = fed((print) => [{ ...print, ...change }]);
    expect(() => exchange.venue.placeForced(BOB, exchange.perp, -1, 0)).toThrow(
      'the observation rule of BTC/USD:USD@alpha shows what cannot be: sell of',
    );
  });
});
