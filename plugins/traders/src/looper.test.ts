import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import looper from './looper.ts';

const MARKET = 'COIN/USDT@chain';
const flat = { kind: 'spot', tick: 0.0001, lot: 0.01, bid: 1, ask: 1, bidSize: 1e6, askSize: 1e6 } as const;
const terms = { lender: 'aave', market: MARKET, ltv: '50%', loops: 4, entryWindow: 0, fee: 0, yield: '8%' };
const loops = (params: HarnessOptions['params'] = {}, options: HarnessOptions = {}): Harness =>
  harness(looper, {
    markets: { [MARKET]: flat },
    balances: { chain: { COIN: 1000 } },
    lenders: { aave: { reference: 'USDT', assets: { USDT: { borrowRate: 0.04 }, COIN: { price: 1 } } } },
    fills: 'atTouch',
    ...options,
    params: { ...terms, ...params },
  });
const standing = (h: Harness) => h.lender('aave').book.standing(0);
/** What it has supplied, and owes, both worth 1 a unit at first. */
const stands = (h: Harness): readonly number[] => [standing(h).collateral, standing(h).debt];
const kinds = (h: Harness): string[] => h.takeSent().map(({ kind, side }) => side ?? kind);

describe('a looper', () => {
  test('supplies n times at LTV L and has (1 − Lⁿ) ÷ (1 − L) of what it had, to the lot', () => {
    const h = loops();
    h.advance(1);
    expect(kinds(h)).toEqual([
      'supply',
      ...['borrow', 'buy', 'supply'],
      ...['borrow', 'buy', 'supply'],
      ...['borrow', 'buy', 'supply'],
    ]);
    const [collateral, debt] = stands(h);
    expect(collateral).toBeCloseTo((1000 * (1 - 0.5 ** 4)) / (1 - 0.5), 6);
    expect(debt).toBeCloseTo(875, 6);
    h.advance(600_000);
    expect(kinds(h)).toEqual([]);
  });

  test.each([
    ['70%', 5],
    ['80%', 3],
    ['33%', 8],
  ])('does so with an LTV of %s and %d supplies', (ltv, count) => {
    const h = loops({ ltv, loops: count });
    h.advance(1);
    const share = Number.parseInt(ltv, 10) / 100;
    // A hundredth of a coin is lost to the lot at each purchase, and what would have been borrowed against it.
    expect(stands(h)[0] / 1000).toBeCloseTo((1 - share ** count) / (1 - share), 3);
  });

  test('does not begin without a carry', () => {
    const h = loops({ yield: '1%', leastCarry: '-1%' });
    h.advance(600_000);
    // 1.875 · 1 % − 0.875 · 4 % = −1.6 %.
    expect(h.sent).toEqual([]);
    h.lender('aave').setRate('USDT', 0.03);
    h.advance(60_000);
    expect(h.sent.length).toBeGreaterThan(0);
  });

  test('takes everything out by stages when the carry is gone, and has what it had', () => {
    const h = loops({ ltv: '75%', loops: 6, unwindBelow: 1 });
    h.advance(1);
    h.takeSent();
    h.lender('aave').setRate('USDT', 0.2);
    h.advance(60_000);
    const sent = kinds(h);
    expect(sent.slice(0, 7)).toEqual(['repay', 'withdraw', 'sell', 'repay', 'withdraw', 'sell', 'repay']);
    expect(sent.filter((kind) => kind === 'withdraw').length).toBeGreaterThan(3);
    expect(stands(h)[1]).toBe(0);
    expect(h.balance('chain', 'COIN') + h.balance('chain', 'USDT')).toBeCloseTo(1000, 2);
    expect(h.balance('chain', 'COIN')).toBeGreaterThan(999.9);
    h.lender('aave').setRate('USDT', 0);
    h.advance(600_000);
    expect(h.takeSent()).toEqual([]);
  });

  test('sells only as much as restores its health when that falls', () => {
    const h = loops({ ltv: '70%', loops: 5, unwindBelow: 1.1, restoreTo: 1.2 });
    h.advance(1);
    h.takeSent();
    const [collateral, debt] = stands(h);
    const aave = h.lender('aave');
    aave.setPrice('COIN', 0.85);
    h.advance(60_000);
    expect(h.takeSent()).toEqual([]);
    aave.setPrice('COIN', 0.82);
    h.quote(MARKET, 0.82, 0.8201, 1e6, 1e6);
    expect((0.85 * 0.82 * collateral) / debt).toBeLessThan(1.1);
    h.advance(60_000);
    expect(kinds(h)).toContain('sell');
    expect(standing(h).health).toBeGreaterThan(1.1999);
    expect(standing(h).health).toBeLessThan(1.2002);
  });

  test('pays with what it has in its wallet before it sells', () => {
    const h = loops({ ltv: '70%', loops: 5 }, { balances: { chain: { COIN: 1000, USDT: 2000 } } });
    h.advance(1);
    h.takeSent();
    h.lender('aave').setPrice('COIN', 0.82);
    h.advance(60_000);
    expect(kinds(h)).toEqual(['repay']);
    expect(standing(h).health).toBeCloseTo(1.2, 5);
  });

  test('can sell nothing once its health is 1, for the lender lets nothing out', () => {
    const h = loops({ ltv: '70%', loops: 5, unwindBelow: 1.05 });
    h.advance(1);
    h.takeSent();
    h.lender('aave').setPrice('COIN', 0.75);
    h.advance(600_000);
    expect(standing(h).health).toBeLessThan(1);
    expect(h.takeSent()).toEqual([]);
  });

  test('waits for its next look when nobody buys', () => {
    const h = loops({ ltv: '70%', loops: 5 }, { fills: 'byHand' });
    const answer = (): void => {
      for (const sent of h.takeSent()) {
        if (sent.kind === 'limit') h.fill(sent);
        else h.arriveLending(sent);
      }
    };
    h.advance(1);
    for (let step = 0; step < 20; step++) answer();
    h.lender('aave').setPrice('COIN', 0.82);
    h.advance(60_000);
    const [withdrawal] = h.takeSent();
    h.arriveLending(withdrawal);
    const [sale] = h.takeSent();
    expect(sale).toMatchObject({ kind: 'limit', side: 'sell', timeInForce: 'ioc' });
    h.expire(sale);
    expect(h.takeSent()).toEqual([]);
    h.advance(60_000);
    expect(h.takeSent()).toMatchObject([{ kind: 'limit', side: 'sell', size: sale.size }]);
  });

  test('deals where its lender is', () => {
    const markets = { [MARKET]: flat, 'COIN/USDT@alpha': flat };
    expect(() => loops({ market: 'COIN/USDT@alpha' }, { markets })).toThrow(
      "'market' is a spot market on chain, where aave is",
    );
  });
});
