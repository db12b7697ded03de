import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import arbitrageur, { gapOf } from './arbitrageur.ts';

const ONE = 'BTC/USDT@alpha';
const TWO = 'BTC/USD@beta';
const PERP = 'BTC/USDT:USDT@alpha';
const book = { tick: 0.01, lot: 0.001, bid: 99.9, ask: 100.1 } as const;
const markets = {
  [ONE]: { kind: 'spot', ...book },
  [TWO]: { kind: 'spot', ...book },
  [PERP]: { kind: 'perp', ...book },
} as const;
const balances = { alpha: { USDT: 10_000, BTC: 100 }, beta: { USD: 10_000, BTC: 100 } };

function between(one: string, other: string, params: HarnessOptions['params'] = {}, owned = balances): Harness {
  return harness(arbitrageur, {
    ...{ markets, balances: owned, params: { one, other, maxSize: 5, maxCarry: 20, ...params }, fills: 'atTouch' },
  });
}

function legs(h: Harness): unknown[] {
  return h.takeSent().map(({ market, side, price, size }) => [market, side, price, size]);
}

test('an inverse perpetual is refused', () => {
  const inverse = 'BTC/USD:BTC@alpha';
  const make = (): unknown =>
    harness(arbitrageur, {
      markets: { ...markets, [inverse]: { kind: 'perp', ...book } },
      params: { one: ONE, other: inverse, maxSize: 5, maxCarry: 20 },
    });
  expect(make).toThrow('inverse');
});

test('the gap is what is left of buying at an ask and selling at a bid', () => {
  expect(gapOf(100, 101)).toBeCloseTo(0.01);
  expect(gapOf(NaN, 101)).toBeNaN();
});

describe('an arbitrageur', () => {
  test('buys where it is cheaper and sells where it is dearer, after its reaction time', () => {
    const h = between(ONE, TWO);
    h.quote(TWO, 100.4, 100.6, 3, 3);
    h.advance(49);
    expect(h.sent).toEqual([]);
    h.advance(1);
    expect(h.sent.map(({ timeInForce }) => timeInForce)).toEqual(['ioc', 'ioc']);
    expect(legs(h)).toEqual([
      [ONE, 'buy', 100.1, 3],
      [TWO, 'sell', 100.4, 3],
    ]);
    expect([h.balance('alpha', 'BTC'), h.balance('beta', 'BTC')]).toEqual([103, 97]);
  });

  test('lets a gap pass that fees would eat, and one that is gone when it has reacted', () => {
    const h = between(ONE, TWO);
    h.quote(TWO, 100.2, 100.4);
    h.advance(5000);
    h.quote(TWO, 100.4, 100.6);
    h.quote(TWO, 100.1, 100.3);
    h.advance(5000);
    expect(h.sent).toEqual([]);
  });

  test('carries no more than allowed, and takes it back when prices meet again', () => {
    const h = between(ONE, TWO, { maxCarry: 8 });
    h.quote(TWO, 100.4, 100.6);
    h.advance(5000);
    expect(h.balance('beta', 'BTC')).toBeCloseTo(92);
    h.takeSent();
    h.quote(TWO, 99.7, 99.9);
    h.advance(100);
    expect(legs(h)).toEqual([
      [TWO, 'buy', 99.9, 5],
      [ONE, 'sell', 99.9, 5],
    ]);
    h.advance(5000);
    expect([h.balance('alpha', 'BTC'), h.balance('beta', 'BTC')]).toEqual([100, 100]);
  });

  test('sells a dear perpetual short against spot', () => {
    const h = between(ONE, PERP);
    h.quote(PERP, 100.5, 100.7);
    h.advance(50);
    expect(legs(h)).toEqual([
      [ONE, 'buy', 100.1, 5],
      [PERP, 'sell', 100.5, 5],
    ]);
    expect(h.position(PERP)).toBe(-5);
  });

  test('stays within its funds', () => {
    const owned = { ...balances, beta: { USD: 10_000, BTC: 2 } };
    const h = between(ONE, TWO, { maxSize: 1000, maxCarry: 1000 }, owned);
    h.quote(TWO, 100.4, 100.6);
    h.advance(50);
    expect(h.sent.map(({ size }) => size)).toEqual([2, 2]);
  });

  test('repairs a leg that missed, on the kinder market', () => {
    const h = harness(arbitrageur, {
      ...{ markets, balances, params: { one: ONE, other: TWO, maxSize: 5, maxCarry: 20 } },
    });
    h.quote(TWO, 100.4, 100.6);
    h.advance(50);
    const [buy, sell] = h.takeSent();
    h.fill(buy);
    h.fill(sell, undefined, 2);
    h.advance(10_000);
    expect(h.sent).toEqual([]);
    h.expire(sell);
    h.quote(TWO, 99, 99.2);
    h.advance(2000);
    expect(h.sent).toMatchObject([{ market: ONE, side: 'sell', size: 3, timeInForce: 'ioc' }]);
    expect(h.sent[0].price).toBeCloseTo(99.9 * 0.995, 1);
  });

  test('sends nothing to empty books or closed venues', () => {
    const h = between(ONE, TWO);
    h.halt('alpha', 'down');
    h.quote(TWO, 110, 111);
    h.advance(5000);
    h.halt('alpha', 'open');
    h.quote(TWO, NaN, NaN);
    h.quote(ONE, NaN, 90);
    h.advance(5000);
    expect(h.sent).toEqual([]);
  });

  test('refuses two different assets', () => {
    const eth = { 'ETH/USDT@alpha': { kind: 'spot', ...book }, [ONE]: markets[ONE] } as const;
    const params = { one: ONE, other: 'ETH/USDT@alpha', maxSize: 1, maxCarry: 1 };
    expect(() => harness(arbitrageur, { markets: eth, params })).toThrow(/not on the same asset/);
  });

  test('sends a few messages a second at most, whatever the quotes do', () => {
    const h = between(ONE, TWO, { maxSize: 0.01 });
    for (let i = 0; i < 1000; i++) {
      h.quote(TWO, 101 + (i % 7) / 100, 102);
      h.advance(10);
    }
    expect(h.sent.length).toBeGreaterThan(20);
    expect(h.sent.length).toBeLessThanOrEqual(40);
  });
});
