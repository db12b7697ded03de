import { describe, expect, test } from '@jest/globals';
import { ConstantProduct } from '@ebb/book';
import { BTC, BUY, SELL, SPOT, TestExchange, USD } from '../../test/test-exchange.ts';
import type { TestExchangeOptions } from '../../test/test-exchange.ts';
import { ListingSource } from '../index-sources.ts';

const [ANN, BOB] = [1, 2];

/** A pool of 2,000 BTC atoms and 200,000 USD atoms, where a tick on a lot is an atom; without a fee. */
function exchangeOf(options: TestExchangeOptions = {}): TestExchange {
  return new TestExchange({ curve: new ConstantProduct(0), ...options }).start();
}

const reserves = ({ ledger, pool }: TestExchange): number[] =>
  [BTC, USD].map((each) => ledger.balance(pool!.wallet, each));

describe('orders to a pool', () => {
  test('move exact atoms between wallet and pool, and are told at their average price with what is beyond it as the fee', () => {
    const exchange = exchangeOf();
    const order = exchange.place(ANN, SPOT, BUY, 0, 300, { tif: 'ioc' });
    // 200,000 · 300 / 1,700 = 35,294.1, rounded up; 117.65 a lot is told as 118, of which 300 are 35,400.
    expect(exchange.story(order)).toEqual(['filled']);
    expect(exchange.trades).toMatchObject([{ priceTicks: 118, sizeLots: 300, side: 'buy', maker: 0, taker: ANN }]);
    expect(exchange.fills).toMatchObject([
      { account: ANN, priceTicks: 118, sizeLots: 300, feeAtoms: -105, maker: false },
    ]);
    expect([exchange.balance(ANN, BTC), exchange.balance(ANN, USD)]).toEqual([1_300, 1_000_000 - 35_295]);
    expect(reserves(exchange)).toEqual([1_700, 235_295]);
    expect(exchange.ledger.recount().ok).toBe(true);
  });

  test('are swapped up to their limit, and whole or not at all if they say so', () => {
    const exchange = exchangeOf();
    const part = exchange.place(ANN, SPOT, SELL, 90, 500, { tif: 'ioc' });
    // 200,000 · 2,000 ÷ x² is 90 at x = 2,108.2: 108 are sold.
    expect(exchange.story(part)).toEqual(['expired']);
    expect(exchange.fills).toMatchObject([{ sizeLots: 108, leftLots: 392 }]);
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 89, 100, { tif: 'fok' }))).toEqual(['refused: notFillable']);
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 89, 10, { tif: 'fok' }))).toEqual(['filled']);
    expect(exchange.story(exchange.place(BOB, SPOT, SELL, 120, 10, { tif: 'ioc' }))).toEqual(['expired']);
  });

  test.each([
    ['a limit that would rest', { tif: 'gtc' }, 90, 1, 'restsNowhere'],
    ['one that would not take', { tif: 'postOnly' }, 90, 1, 'restsNowhere'],
    ['no whole price', { tif: 'ioc' }, 90.5, 1, 'priceOutOfRange'],
    ['no whole size', { tif: 'ioc' }, 90, 1.5, 'sizeOutOfRange'],
    ['what the account has not', { tif: 'ioc' }, 0, 1_001, 'insufficientBalance'],
  ] as const)('are refused for %s', (_, terms, price, size, why) => {
    const exchange = exchangeOf();
    expect(exchange.story(exchange.place(ANN, SPOT, SELL, price, size, terms))).toEqual([`refused: ${why}`]);
    expect(reserves(exchange)).toEqual([2_000, 200_000]);
  });

  test('buy as much as there is, but never all of it', () => {
    const exchange = exchangeOf();
    const order = exchange.place(ANN, SPOT, BUY, 0, 2_000, { tif: 'ioc' });
    // 1,999 would cost 199,999 times the reserve, which nobody has.
    expect(exchange.story(order)).toEqual(['refused: insufficientBalance']);
  });

  test('fire stops by the trades they make, and fill those that fired', () => {
    const exchange = exchangeOf();
    const stop = exchange.place(BOB, SPOT, SELL, 0, 50, { tif: 'ioc', trigger: 95 });
    exchange.place(ANN, SPOT, SELL, 0, 300, { tif: 'ioc' });
    expect(exchange.story(stop)).toEqual(['waiting', 'filled']);
    expect(exchange.trades).toHaveLength(2);
  });

  test('are cut at a price band, and refused while a breaker halts the market', () => {
    const breaker = {
      band: () => ({ lowTicks: 95, highTicks: 110 }),
      halt: () => (exchange.trades.length > 0 ? { ms: 1, meanwhile: 'auction' as const } : null),
    };
    const exchange: TestExchange = exchangeOf({ breakers: [breaker] });
    const cut = exchange.place(ANN, SPOT, SELL, 0, 300, { tif: 'ioc' });
    expect(exchange.fills).toMatchObject([{ sizeLots: 51 }]);
    expect(exchange.story(cut)).toEqual(['expired']);
    exchange.place(ANN, SPOT, BUY, 0, 1, { tif: 'ioc' });
    expect(exchange.story(exchange.place(ANN, SPOT, SELL, 0, 1, { tif: 'ioc' }))).toEqual(['refused: auction']);
    expect(exchange.venue.placeForced(ANN, exchange.markets[SPOT].instrument, -1, 0)).toMatchObject({ heldBack: true });
    exchange.run(2_000);
    expect(exchange.venue.listing(SPOT).state).toBe('open');
  });

  test('of the house fill what their limit and their account allow', () => {
    const exchange = exchangeOf();
    const { instrument } = exchange.markets[SPOT];
    // 108 lots down to 90: 2,000 · 200,000 gives 200,000 · 108 / 2,108 = 10,246.
    expect(exchange.venue.placeForced(ANN, instrument, -400, 90)).toEqual({
      filledLots: 108,
      notionalAtoms: 10_246,
      heldBack: false,
    });
    expect(exchange.venue.placeForced(ANN, instrument, -4_000, 0).filledLots).toBe(0);
    exchange.run();
    expect(exchange.trades).toMatchObject([{ forced: true, sizeLots: 108 }]);
    expect(exchange.balance(ANN, USD)).toBe(1_010_246);
  });
});

describe('the quote of a pool', () => {
  test('is told at the start and when it moves, and is a source for an index', () => {
    const exchange = exchangeOf();
    exchange.run();
    expect(exchange.quotes).toMatchObject([{ bidTicks: 99, bidLots: 10, askTicks: 101, askLots: 9 }]);
    const source = new ListingSource(
      exchange.venue.listing(SPOT),
      () => 0,
      () => 'open',
    );
    expect([source.mid, source.last]).toEqual([100, NaN]);
    exchange.place(ANN, SPOT, BUY, 0, 300, { tif: 'ioc' });
    expect(source.last).toBe(118);
    expect(source.mid).toBeGreaterThan(137);
    expect(exchange.quotes).toHaveLength(2);
  });
});
