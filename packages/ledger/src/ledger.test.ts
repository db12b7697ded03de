import { describe, expect, test } from '@jest/globals';
import { defineAssets } from './asset.ts';
import { Ledger } from './ledger.ts';
import { createLedgerStorage } from './ledger-storage.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'USDe', decimals: 4 },
]);
const [USDT, USDE] = [0, 1];
const MAX = Number.MAX_SAFE_INTEGER;

function fresh() {
  const ledger = new Ledger(assets);
  const alice = ledger.openWallet({ owner: 1, name: 'alpha/holders[1]' });
  const bob = ledger.openWallet({ owner: 2, name: 'alpha/holders[2]' });
  const clearing = ledger.openWallet({ owner: 0, name: 'alpha/clearing', mayGoNegative: true });
  const trade = ledger.registerReason('trade');
  ledger.issue(alice, USDT, 1000);
  ledger.issue(bob, USDE, 500);
  return { ledger, alice, bob, clearing, trade };
}

describe('wallets', () => {
  test('have names, owners and numbers that count up from the outside', () => {
    const { ledger, alice, bob, clearing } = fresh();
    expect([ledger.outside, alice, bob, clearing]).toEqual([0, 1, 2, 3]);
    expect(ledger.walletCount).toBe(4);
    expect([0, 1, 3].map((wallet) => ledger.walletName(wallet))).toEqual([
      'outside',
      'alpha/holders[1]',
      'alpha/clearing',
    ]);
    expect([0, 1, 3].map((wallet) => ledger.ownerOf(wallet))).toEqual([-1, 1, 0]);
  });

  test('keep names that only look numbered', () => {
    const { ledger } = fresh();
    const names = ['a[01]', 'a[]', '[3]', 'a[3]/margin', 'a[9999999999]', 'a[2147483647]', 'a[0]', 'a[1][2]'];
    const opened = names.map((name) => ledger.openWallet({ owner: 0, name }));
    expect(opened.map((wallet) => ledger.walletName(wallet))).toEqual(names);
  });

  test('keep their balances while many more are opened', () => {
    const { ledger, alice, bob } = fresh();
    for (let i = 0; i < 1000; i++) ledger.openWallet({ owner: i, name: `alpha/crowd[${i}]` });
    expect([ledger.balance(alice, USDT), ledger.balance(bob, USDE)]).toEqual([1000, 500]);
    expect(ledger.balance(1003, USDE)).toBe(0);
    expect(ledger.recount().ok).toBe(true);
  });

  test('are refused without a name or with an owner past 32 bits', () => {
    const { ledger } = fresh();
    expect(() => ledger.openWallet({ owner: 1, name: '' })).toThrow('has a name');
    expect(() => ledger.openWallet({ owner: 2 ** 31, name: 'x' })).toThrow('32-bit');
    expect(ledger.walletCount).toBe(4);
  });
});

describe('transfer', () => {
  test('moves atoms, or nothing when they are not free', () => {
    const { ledger, alice, bob, trade } = fresh();
    expect(ledger.transfer(alice, bob, USDT, 400, trade)).toBe(true);
    expect([ledger.balance(alice, USDT), ledger.balance(bob, USDT)]).toEqual([600, 400]);
    expect(ledger.hold(alice, USDT, 500)).toBe(true);
    const before = ledger.stateHash();
    expect(ledger.transfer(alice, bob, USDT, 101, trade)).toBe(false);
    expect(ledger.stateHash()).toBe(before);
    expect(ledger.transfer(alice, bob, USDT, 100, trade)).toBe(true);
    expect(ledger.free(alice, USDT)).toBe(0);
    expect(ledger.volume(trade, USDT)).toBe(500);
    expect(ledger.volume(trade, USDE)).toBe(0);
  });

  test('lets only some wallets go below zero', () => {
    const { ledger, alice, clearing, trade } = fresh();
    expect(ledger.transfer(clearing, alice, USDT, 7, trade)).toBe(true);
    expect(ledger.balance(clearing, USDT)).toBe(-7);
    expect(ledger.transfer(alice, clearing, USDE, 1, trade)).toBe(false);
  });

  test('to oneself asks for the atoms and changes nothing', () => {
    const { ledger, alice, trade } = fresh();
    const before = ledger.stateHash();
    expect(ledger.transfer(alice, alice, USDT, 1000, trade)).toBe(true);
    expect(ledger.transfer(alice, alice, USDT, 1001, trade)).toBe(false);
    expect(ledger.stateHash()).toBe(before);
  });

  test('throws on wrong numbers before it writes', () => {
    const { ledger, alice, bob, clearing, trade } = fresh();
    ledger.transfer(clearing, bob, USDT, 5, trade);
    const before = ledger.stateHash();
    const wrong: [() => unknown, string][] = [
      [() => ledger.transfer(alice, bob, USDT, -1, trade), 'non-negative safe integer'],
      [() => ledger.transfer(alice, bob, USDT, 0.5, trade), 'non-negative safe integer'],
      [() => ledger.transfer(alice, bob, USDT, NaN, trade), 'non-negative safe integer'],
      [() => ledger.transfer(alice, bob, USDT, 2 ** 53, trade), 'non-negative safe integer'],
      [() => ledger.transfer(alice, 4, USDT, 1, trade), 'no wallet 4'],
      [() => ledger.transfer(-1, bob, USDT, 1, trade), 'no wallet -1'],
      [() => ledger.transfer(alice, bob, 2, 1, trade), 'no asset 2'],
      [() => ledger.transfer(alice, bob, 0.5, 1, trade), 'no asset 0.5'],
      [() => ledger.transfer(alice, bob, USDT, 1, 99), 'no reason 99'],
      [() => ledger.transfer(clearing, alice, USDT, MAX, trade), 'would pass 2^53 atoms'],
      [() => ledger.issue(alice, USDT, MAX), 'an amount of USDT would pass 2^53 atoms'],
      [() => ledger.balance(9, USDT), 'no wallet 9'],
      [() => ledger.held(alice, NaN), 'no asset NaN'],
      [() => ledger.reasonName(-1), 'no reason -1'],
    ];
    for (const [attempt, sentence] of wrong) expect(attempt).toThrow(sentence);
    expect(ledger.stateHash()).toBe(before);
  });
});

describe('held', () => {
  test('is at most the balance and released at most once', () => {
    const { ledger, alice } = fresh();
    expect(ledger.hold(alice, USDT, 1001)).toBe(false);
    expect(ledger.hold(alice, USDT, 600)).toBe(true);
    expect(ledger.hold(alice, USDT, 401)).toBe(false);
    expect([ledger.held(alice, USDT), ledger.free(alice, USDT), ledger.totalHeld(USDT)]).toEqual([600, 400, 600]);
    ledger.release(alice, USDT, 250);
    expect(ledger.totalHeld(USDT)).toBe(350);
    expect(() => ledger.release(alice, USDT, 351)).toThrow('than the 350 atoms held in alpha/holders[1]');
    ledger.release(alice, USDT, 350);
    expect([ledger.held(alice, USDT), ledger.totalHeld(USDT)]).toEqual([0, 0]);
  });
});

describe('issuance', () => {
  test('is what the outside owes', () => {
    const { ledger, alice } = fresh();
    expect([ledger.supply(USDT), ledger.supply(USDE)]).toEqual([1000, 500]);
    expect(ledger.retire(alice, USDT, 300)).toBe(true);
    expect(ledger.retire(alice, USDT, 701)).toBe(false);
    expect([ledger.supply(USDT), ledger.balance(ledger.outside, USDT)]).toEqual([700, -700]);
  });

  test('retires no more than was issued, even from a wallet that may go negative', () => {
    const { ledger, clearing } = fresh();
    expect(ledger.retire(clearing, USDE, 501)).toBe(false);
    expect(ledger.supply(USDE)).toBe(500);
  });

  test('counts its own volumes', () => {
    const { ledger, alice } = fresh();
    ledger.retire(alice, USDT, 300);
    expect(ledger.volume(ledger.registerReason('issue'), USDT)).toBe(1000);
    expect(ledger.volume(ledger.registerReason('retire'), USDT)).toBe(300);
    expect(ledger.reasonName(ledger.registerReason('trade'))).toBe('trade');
  });
});

describe('posting', () => {
  test('does several legs at once and pays from what is held', () => {
    const { ledger, alice, bob, clearing, trade } = fresh();
    ledger.hold(alice, USDT, 300);
    ledger.begin();
    ledger.legHeld(alice, USDT, -290, -300);
    ledger.leg(alice, USDE, 100);
    ledger.leg(bob, USDT, 285);
    ledger.leg(bob, USDE, -100);
    ledger.leg(clearing, USDT, 5);
    expect(ledger.commit(trade)).toBe(true);
    expect([ledger.balance(alice, USDT), ledger.held(alice, USDT), ledger.balance(alice, USDE)]).toEqual([710, 0, 100]);
    expect([ledger.balance(bob, USDT), ledger.balance(clearing, USDT)]).toEqual([285, 5]);
    expect([ledger.volume(trade, USDT), ledger.volume(trade, USDE)]).toEqual([290, 100]);
  });

  test('looks only at where each wallet ends', () => {
    const { ledger, alice, bob, trade } = fresh();
    ledger.begin();
    ledger.leg(bob, USDT, -200);
    ledger.leg(alice, USDT, -1000);
    ledger.leg(bob, USDT, 1200);
    expect(ledger.commit(trade)).toBe(true);
    expect([ledger.balance(alice, USDT), ledger.balance(bob, USDT)]).toEqual([0, 1000]);
  });

  test('does nothing when one wallet is short, free of what it holds', () => {
    const { ledger, alice, bob, trade } = fresh();
    ledger.hold(alice, USDT, 1);
    const before = ledger.stateHash();
    ledger.begin();
    ledger.leg(bob, USDT, 1000);
    ledger.leg(bob, USDE, -500);
    ledger.leg(alice, USDE, 500);
    ledger.leg(alice, USDT, -1000);
    expect(ledger.commit(trade)).toBe(false);
    expect(ledger.stateHash()).toBe(before);
    expect([ledger.firstImbalance(), ledger.totalHeld(USDT), ledger.volume(trade, USDE)]).toEqual([-1, 1, 0]);
  });

  test('takes more legs than ever before', () => {
    const { ledger, alice, trade } = fresh();
    const crowd = Array.from({ length: 100 }, (_, i) => ledger.openWallet({ owner: i, name: `alpha/crowd[${i}]` }));
    ledger.begin();
    for (const wallet of crowd) ledger.leg(wallet, USDT, 3);
    ledger.leg(alice, USDT, -300);
    expect(ledger.commit(trade)).toBe(true);
    expect(crowd.every((wallet) => ledger.balance(wallet, USDT) === 3)).toBe(true);
  });

  test('throws when legs do not balance, and is closed then', () => {
    const { ledger, alice, trade } = fresh();
    const before = ledger.stateHash();
    ledger.begin();
    ledger.leg(alice, USDT, -5);
    expect(() => ledger.commit(trade)).toThrow('a posting for trade is out of balance by -5 atoms of USDT');
    expect(ledger.stateHash()).toBe(before);
    expect(() => ledger.commit(trade)).toThrow('no posting is open');
  });

  test('throws when it would release more than is held, and undoes itself', () => {
    const { ledger, alice, bob, trade } = fresh();
    ledger.hold(alice, USDT, 10);
    const before = ledger.stateHash();
    ledger.begin();
    ledger.leg(bob, USDT, 11);
    ledger.legHeld(alice, USDT, -11, -11);
    expect(() => ledger.commit(trade)).toThrow('than the 10 atoms held in alpha/holders[1]');
    expect([ledger.stateHash(), ledger.totalHeld(USDT)]).toEqual([before, 10]);
  });

  test('throws past the safe integers, and undoes itself', () => {
    const { ledger, alice, clearing, trade } = fresh();
    const before = ledger.stateHash();
    ledger.begin();
    ledger.leg(clearing, USDT, -MAX);
    ledger.leg(alice, USDT, MAX);
    expect(() => ledger.commit(trade)).toThrow('an amount of USDT would pass 2^53 atoms');
    expect([ledger.stateHash(), ledger.firstImbalance()]).toEqual([before, -1]);
  });

  test('refuses a wrong leg and goes on without it', () => {
    const { ledger, alice, bob, trade } = fresh();
    expect(() => ledger.leg(alice, USDT, 1)).toThrow('no posting is open');
    ledger.begin();
    expect(() => ledger.begin()).toThrow('open already');
    ledger.leg(bob, USDT, 1);
    expect(() => ledger.leg(bob, USDT, MAX)).toThrow('past the safe integers');
    expect(() => ledger.legHeld(bob, USDT, 0, 0.5)).toThrow('not whole');
    expect(() => ledger.leg(bob, 7, 1)).toThrow('no asset 7');
    ledger.leg(alice, USDT, -1);
    expect(ledger.commit(trade)).toBe(true);
    expect([ledger.balance(alice, USDT), ledger.balance(bob, USDT)]).toEqual([999, 1]);
  });
});

describe('audit', () => {
  class Careless extends Ledger {
    creditAlone(wallet: number, asset: number, atoms: number): void {
      this.write(wallet, asset, atoms, 0);
    }
  }

  test('sees a write of one leg at once', () => {
    const ledger = new Careless(assets);
    expect(ledger.firstImbalance()).toBe(-1);
    ledger.creditAlone(ledger.outside, USDE, 1);
    expect(ledger.firstImbalance()).toBe(USDE);
    expect(ledger.recount().describe()).toContain('USDe: all wallets sum to 1 atoms and all writes to 1;');
  });

  test('remembers a write of one leg that the arrays no longer show', () => {
    const storage = createLedgerStorage();
    const ledger = new Careless(assets, storage);
    ledger.creditAlone(ledger.outside, USDE, 1);
    storage.balances[USDE] = 0;
    expect(ledger.recount().describe()).toContain('USDe: all wallets sum to 0 atoms and all writes to 1;');
  });

  test('finds an atom lost without a write when it recounts', () => {
    const storage = createLedgerStorage();
    const ledger = new Ledger(assets, storage);
    const alice = ledger.openWallet({ owner: 1, name: 'alpha/holders[1]' });
    for (let i = 0; i < 100; i++) ledger.openWallet({ owner: 1, name: `alpha/crowd[${i}]` });
    ledger.issue(alice, USDT, 1000);
    expect(ledger.recount().ok).toBe(true);
    storage.balances[alice * assets.length + USDT] -= 1;
    expect(ledger.firstImbalance()).toBe(-1);
    const report = ledger.recount();
    expect(report.ok).toBe(false);
    expect(report.assets.map((asset) => [asset.symbol, asset.ok, asset.sumAtoms])).toEqual([
      ['USDT', false, -1],
      ['USDe', true, 0],
    ]);
  });
});
