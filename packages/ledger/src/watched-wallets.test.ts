import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import { Ledger } from './ledger.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'BTC', decimals: 8 },
]);
const [USDT, BTC] = [0, 1];

function fresh() {
  const ledger = new Ledger(assets);
  const wallets = Array.from({ length: 100 }, (_, i) => ledger.openWallet({ owner: i, name: `alpha/holders[${i}]` }));
  const reason = ledger.registerReason('trade');
  for (const wallet of wallets) ledger.issue(wallet, USDT, 1000);
  const watcher = ledger.openWatcher();
  const taken = (of = watcher): number[] => {
    const seen: number[] = [];
    ledger.takeTouched(of, (wallet) => seen.push(wallet));
    return seen;
  };
  return { ledger, wallets, reason, watcher, taken };
}

describe('a watched wallet', () => {
  test('is visited once after its balance changed, by whatever way, in the order of the first change', () => {
    const { ledger, wallets, reason, watcher, taken } = fresh();
    const [a, b, c, d, e] = wallets;
    for (const wallet of [a, b, c, d]) ledger.watch(wallet, watcher);
    expect(taken()).toEqual([]);
    ledger.issue(c, BTC, 5);
    ledger.transfer(a, c, USDT, 10, reason);
    ledger.begin();
    ledger.leg(e, USDT, -7);
    ledger.leg(d, USDT, 7);
    ledger.commit(reason);
    ledger.retire(b, USDT, 1);
    expect(taken()).toEqual([c, a, d, b]);
    expect(taken()).toEqual([]);
    ledger.transfer(e, a, USDT, 1, reason);
    expect(taken()).toEqual([a]);
  });

  test('is not touched by holds, releases, transfers of nothing or to itself, or what was refused', () => {
    const { ledger, wallets, reason, watcher, taken } = fresh();
    const [a, b] = wallets;
    for (const wallet of [a, b]) ledger.watch(wallet, watcher);
    ledger.hold(a, USDT, 10);
    ledger.release(a, USDT, 4);
    ledger.transfer(a, b, USDT, 0, reason);
    ledger.transfer(a, a, USDT, 5, reason);
    expect(ledger.transfer(a, b, USDT, 5000, reason)).toBe(false);
    ledger.begin();
    ledger.legHeld(a, USDT, 0, 3);
    ledger.commit(reason);
    expect(taken()).toEqual([]);
  });

  test('may be visited for a posting that was refused once written, with its balance as before', () => {
    const { ledger, wallets, reason, watcher, taken } = fresh();
    const [a, b] = wallets;
    ledger.watch(b, watcher);
    ledger.begin();
    ledger.leg(a, USDT, -5000);
    ledger.leg(b, USDT, 5000);
    expect(ledger.commit(reason)).toBe(false);
    expect(taken()).toEqual([b]);
    expect(ledger.balance(b, USDT)).toBe(1000);
  });

  test('belongs to one watcher, who hears of no other’s', () => {
    const { ledger, wallets, reason, watcher, taken } = fresh();
    const [a, b, c] = wallets;
    const other = ledger.openWatcher();
    ledger.watch(a, watcher);
    ledger.watch(b, other);
    ledger.transfer(a, b, USDT, 10, reason);
    ledger.watch(a, watcher);
    expect(() => ledger.watch(a, other)).toThrow(`wallet ${a} has another watcher already`);
    expect(() => ledger.watch(b, watcher)).toThrow('another watcher');
    ledger.transfer(a, c, USDT, 10, reason);
    expect([taken(), taken(other)]).toEqual([[a], [b]]);
    ledger.transfer(c, b, USDT, 10, reason);
    expect([taken(), taken(other)]).toEqual([[], [b]]);
  });

  test('is refused with an unknown number, and watchers past the 127th', () => {
    const { ledger, wallets, watcher } = fresh();
    expect(() => ledger.watch(5000, watcher)).toThrow('there is no wallet 5000');
    expect(() => ledger.watch(wallets[0], 1)).toThrow('there is no watcher 1');
    expect(() => ledger.takeTouched(-1, () => undefined)).toThrow('there is no watcher -1');
    for (let at = 1; at < 127; at++) ledger.openWatcher();
    ledger.watch(wallets[0], 126);
    ledger.issue(wallets[0], USDT, 1);
    const seen: number[] = [];
    ledger.takeTouched(126, (wallet) => seen.push(wallet));
    expect(seen).toEqual([wallets[0]]);
    expect(() => ledger.openWatcher()).toThrow('at most 127 watchers');
  });

  test('is visited whenever its balance is another than at the last visit, through any sequence', () => {
    const wallet = fc.nat(7);
    const step = fc.record({ from: wallet, to: wallet, amount: fc.nat(600), hold: fc.boolean(), take: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (steps, on) => {
          const { ledger, wallets, reason, watcher, taken } = fresh();
          on.forEach((watched, at) => watched && ledger.watch(wallets[at], watcher));
          const last = wallets.map((each) => ledger.balance(each, USDT));
          for (const { from, to, amount, hold, take } of steps) {
            if (hold) ledger.hold(wallets[from], USDT, amount % 50);
            else ledger.transfer(wallets[from], wallets[to], USDT, amount, reason);
            if (!take) continue;
            const seen = taken();
            expect(new Set(seen).size).toBe(seen.length);
            expect(seen.every((each) => on[wallets.indexOf(each)])).toBe(true);
            wallets.forEach((each, at) => {
              const balance = ledger.balance(each, USDT);
              if (on[at] && balance !== last[at]) expect(seen).toContain(each);
              last[at] = balance;
            });
          }
        },
      ),
    );
  });
});
