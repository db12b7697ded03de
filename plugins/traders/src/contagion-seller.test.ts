import { describe, expect, test } from '@jest/globals';
import { harness } from '@ebb/testkit';
import type { Harness, HarnessOptions } from '@ebb/testkit';
import contagionSeller from './contagion-seller.ts';

const SPOT = 'USDe/USDT@usd';
const markets = { [SPOT]: { kind: 'spot', tick: 0.0001, lot: 1, bid: 0.9999, ask: 1.0001 } } as const;
const crowd = (params: HarnessOptions['params'] = {}, accounts = 200): Harness =>
  harness(contagionSeller, {
    ...{ markets, balances: { usd: { USDe: 1000 } }, accounts },
    params: { market: SPOT, trigger: 10, seeds: '5%', ...params },
  });
const MINUTE = 60_000;
const sellersOf = (h: Harness): number => new Set(h.sent.map(({ account }) => account)).size;

describe('sellers on a network of contacts', () => {
  test('sell all that they have when they take fright, once', () => {
    const h = crowd({ at: '1 min', infect: 0 });
    h.advance(MINUTE - 1);
    expect(h.sent).toEqual([]);
    h.advance(30 * MINUTE);
    expect(h.sent.length).toBeGreaterThan(3);
    expect(h.sent.length).toBeLessThan(20);
    expect(h.sent.every((sent) => sent.kind === 'market' && sent.side === 'sell' && sent.size === 1000)).toBe(true);
    expect(sellersOf(h)).toBe(h.sent.length);
  });

  test('catch it from contacts: nearly all where each frightens several, few where it is below one', () => {
    // Kermack and McKendrick 1927: an outbreak grows when contacts × rate × time exceeds one.
    const many = crowd({ network: 'random', infect: '1 /min', calm: '10 min' });
    many.advance(120 * MINUTE);
    expect(sellersOf(many)).toBeGreaterThan(180);
    const few = crowd({ network: 'random', infect: '0.01 /min', calm: '3 min' });
    few.advance(120 * MINUTE);
    expect(sellersOf(few)).toBeLessThan(40);
  });

  test('catch it sooner in a small world than on a ring of the same contacts', () => {
    const halfBy = (network: string): number => {
      const h = crowd({ network, rewire: '20%', seeds: '1%', infect: '1 /min', calm: '10 h' }, 600);
      for (let minute = 1; minute <= 300; minute++) {
        h.advance(MINUTE);
        if (sellersOf(h) >= 300) return minute;
      }
      return Infinity;
    };
    expect(halfBy('smallWorld')).toBeLessThan(0.7 * halfBy('ring'));
  });

  test('wait for a share of their contacts under a threshold, so that it depends on that whether it spreads', () => {
    const outcome = (threshold: string): number => {
      const h = crowd({ spread: 'threshold', threshold, network: 'ring', attention: '1 s' });
      h.advance(30 * MINUTE);
      return sellersOf(h);
    };
    expect(outcome('15%')).toBe(200);
    expect(outcome('60%')).toBeLessThan(20);
  });

  test('take fright at the price without any contact, and then at nothing more', () => {
    const h = crowd({ seeds: 0, infect: 0, trigger: '5%', sellShare: '50%' }, 10);
    h.trade(SPOT, 1, 10);
    h.trade(SPOT, 0.96, 10);
    h.advance(5000);
    expect(h.sent).toEqual([]);
    h.trade(SPOT, 0.94, 10);
    h.advance(1000);
    expect(h.takeSent().map(({ account, size }) => [account, size])).toEqual(
      Array.from({ length: 10 }, (_, account) => [account, 500]),
    );
    h.trade(SPOT, 0.5, 10);
    h.advance(30 * MINUTE);
    expect(h.sent).toEqual([]);
  });
});
