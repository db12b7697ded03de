import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import leveragedTrader, { returnOnEquity } from './leveraged-trader.ts';

const BTC = 'BTC/USDT:USDT@usd';
const ETH = 'ETH/USDT:USDT@usd';
const book = { kind: 'perp', tick: 0.01, lot: 0.0001, bid: 100, ask: 100, bidSize: 1e6, askSize: 1e6 } as const;
const markets = { [BTC]: book, [ETH]: book };
const crowd = (params: HarnessOptions['params'] = {}, more: HarnessOptions = {}): Harness =>
  harness(leveragedTrader, {
    ...{ markets, balances: { usd: { USDT: 100 } }, accounts: 500, fills: 'atTouch' },
    params: { markets: [BTC], leverage: 5, stopShare: 0, profitShare: 0, horizon: '100 d', ...params },
    ...more,
  });
const positions = (h: Harness, market = BTC): number[] =>
  Array.from({ length: 500 }, (_, account) => h.position(market, account));
const MINUTE = 60_000;

test('the return on equity is the leveraged move', () => {
  expect(returnOnEquity(1, 100, 90, 5)).toBeCloseTo(-0.5);
  expect(returnOnEquity(-1, 100, 90, 5)).toBeCloseTo(0.5);
  expect(returnOnEquity(1, 100, 80, 2, true)).toBeCloseTo(-0.5);
});

describe('leveraged traders', () => {
  test('open leveraged positions within the entry window, most of them long', () => {
    const h = crowd();
    h.advance(5 * MINUTE);
    const half = positions(h).filter((size) => size !== 0).length;
    expect(half).toBeGreaterThan(180);
    expect(half).toBeLessThan(320);
    h.advance(6 * MINUTE);
    expect(positions(h).every((size) => Math.abs(size) === 5)).toBe(true);
    expect(positions(h).filter((size) => size > 0).length / 500).toBeCloseTo(0.7, 1);
    h.advance(60 * MINUTE);
    expect(h.sent).toHaveLength(500);
  });

  test('draw leverage of their own, and choose among markets by weight', () => {
    const h = crowd({ markets: [BTC, ETH], weights: [4, 1], leverage: { uniform: [2, 8] }, longShare: 1 });
    h.advance(11 * MINUTE);
    const btc = positions(h).filter((size) => size > 0);
    expect(btc.length / 500).toBeCloseTo(0.8, 1);
    expect(positions(h, ETH).filter((size) => size > 0)).toHaveLength(500 - btc.length);
    expect(Math.max(...btc)).toBeGreaterThan(7);
    expect(Math.min(...btc)).toBeLessThan(3);
  });

  test('on an inverse perpetual open what their coins are worth, and stop by what they lost of these', () => {
    const id = 'BTC/USD:BTC@usd';
    const h = crowd(
      { markets: [id], leverage: 2, longShare: 1, stopShare: 1, stopLoss: '50%' },
      { markets: { [id]: { ...book, lot: 1, multiplier: 10 } }, balances: { usd: { BTC: 3 } }, accounts: 20 },
    );
    h.advance(11 * MINUTE);
    expect(h.position(id, 7)).toBe(60);
    h.quote(id, 81, 81);
    h.mark(id, 81);
    h.advance(MINUTE);
    expect(h.position(id, 7)).toBe(60);
    h.quote(id, 79.9, 79.9);
    h.mark(id, 79.9);
    h.advance(MINUTE);
    expect(h.position(id, 7)).toBe(0);
    expect(h.balance('usd', 'BTC', 7)).toBeCloseTo(3 + 600 * (1 / 100 - 1 / 79.9), 6);
  });

  test('that set their leverage at the venue ask for a little more than they use, before the order', () => {
    const h = crowd({ setsLeverage: true, leverage: { uniform: [0.2, 8] } }, { accounts: 20 });
    h.advance(11 * MINUTE);
    const [first, second] = h.sent;
    expect([first.kind, second.kind, second.account]).toEqual(['setLeverage', 'limit', first.account]);
    const asked = h.sent.filter(({ kind }) => kind === 'setLeverage');
    expect(asked).toHaveLength(20);
    for (const { account, size } of asked) {
      expect(size).toBeGreaterThanOrEqual(Math.max(1, (h.position(BTC, account) * 100) / 100));
    }
  });

  test('are the same accounts when more are added', () => {
    const sides = (accounts: number): unknown[] => {
      const h = crowd({ leverage: { uniform: [2, 8] } }, { accounts });
      h.advance(11 * MINUTE);
      return h.sent
        .filter(({ account }) => account < 20)
        .map(({ account, atMs, side, size }) => [account, atMs, side, size]);
    };
    expect(sides(40)).toEqual(sides(20));
  });

  test('stop at any price when the loss is theirs to stop', () => {
    const h = crowd({ stopShare: 1, stopLoss: '50%', longShare: 1 });
    h.advance(11 * MINUTE);
    h.takeSent();
    h.quote(BTC, 91, 91);
    h.mark(BTC, 91);
    h.advance(MINUTE);
    expect(h.sent).toEqual([]);
    h.mark(BTC, 89.9);
    h.advance(11_000);
    expect(h.sent).toHaveLength(500);
    expect(h.sent[0]).toMatchObject({ kind: 'market', side: 'sell', reduceOnly: true, size: 5 });
    expect(positions(h).every((size) => size === 0)).toBe(true);
  });

  test('take profits, and leave when their time has come', () => {
    const winners = crowd({ profitShare: '50%', longShare: 0 });
    winners.advance(11 * MINUTE);
    winners.mark(BTC, 79);
    winners.advance(11_000);
    expect(positions(winners).filter((size) => size === 0).length / 500).toBeCloseTo(0.5, 1);
    const restless = crowd({ horizon: '1 h' });
    restless.advance(70 * MINUTE);
    expect(positions(restless).filter((size) => size === 0).length / 500).toBeCloseTo(1 - Math.exp(-65 / 60), 1);
  });

  test('come back by chance after a liquidation, with what is left', () => {
    const h = crowd({ reenter: '1 /min' }, { accounts: 1 });
    h.advance(11 * MINUTE);
    h.mark(BTC, h.position(BTC) > 0 ? 90 : 110);
    h.liquidate('usd');
    expect(h.position(BTC)).toBe(0);
    h.mark(BTC, 100);
    h.advance(10 * MINUTE);
    expect(Math.abs(h.position(BTC))).toBeCloseTo(2.5);
  });

  test('stay away when nothing is left', () => {
    const h = crowd({ reenter: '1 /min' }, { accounts: 1 });
    h.advance(11 * MINUTE);
    h.mark(BTC, h.position(BTC) > 0 ? 80 : 120);
    h.liquidate('usd');
    h.takeSent();
    h.mark(BTC, 100);
    h.advance(60 * MINUTE);
    expect(h.sent).toEqual([]);
  });

  test('give up after a few tries where nobody sells to them', () => {
    const h = crowd({}, { fills: 'byHand', accounts: 1 });
    h.advance(60 * MINUTE);
    expect(h.sent).toHaveLength(5);
    const patient = crowd({ tries: 20 }, { fills: 'byHand', accounts: 1 });
    patient.advance(60 * MINUTE);
    expect(patient.sent).toHaveLength(20);
    const empty = crowd({}, { markets: { [BTC]: { ...book, bid: NaN, ask: NaN }, [ETH]: book } });
    empty.advance(60 * MINUTE);
    expect(empty.sent).toEqual([]);
  });

  test('need a weight for each market, and perpetuals', () => {
    expect(() => crowd({ weights: [1, 2] })).toThrow(/weights: expected one weight for each of the 1 markets, found 2/);
    expect(() => crowd({ weights: [0] })).toThrow(/at least one weight above 0/);
    const spot = { 'BTC/USDT@usd': { ...book, kind: 'spot' } } as const;
    expect(() => crowd({ markets: ['BTC/USDT@usd'] }, { markets: spot })).toThrow(/not a perpetual/);
  });
});
