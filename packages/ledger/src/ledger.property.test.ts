import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineAssets } from './asset.ts';
import { Ledger } from './ledger.ts';

const assets = defineAssets([
  { symbol: 'USDT', decimals: 4 },
  { symbol: 'USDe', decimals: 4 },
]);
const WALLETS = 5;
const CLEARING = 4;

const wallet = fc.nat(WALLETS - 1);
const asset = fc.nat(assets.length - 1);
const amount = fc.oneof(fc.nat(100), fc.nat(Number.MAX_SAFE_INTEGER));
const leg = fc.record({
  from: wallet,
  to: wallet,
  asset,
  amount: fc.oneof(fc.nat(100), fc.nat(1500)),
  heldDelta: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -40, max: 40 }) },
  ),
});
const operation = fc.oneof(
  fc.record({ kind: fc.constant('transfer' as const), from: wallet, to: wallet, asset, amount }),
  fc.record({ kind: fc.constant('hold' as const), from: wallet, asset, amount }),
  fc.record({ kind: fc.constant('release' as const), from: wallet, asset, amount: fc.nat(60) }),
  fc.record({ kind: fc.constant('issue' as const), to: wallet, asset, amount }),
  fc.record({ kind: fc.constant('retire' as const), from: wallet, asset, amount }),
  fc.record({
    kind: fc.constant('post' as const),
    legs: fc.array(leg, { maxLength: 6 }),
    skew: fc.constantFrom(0, 0, 0, 1),
  }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

function play(ledger: Ledger, operation: Operation, reason: number): boolean {
  switch (operation.kind) {
    case 'transfer':
      return ledger.transfer(operation.from, operation.to, operation.asset, operation.amount, reason);
    case 'hold':
      return ledger.hold(operation.from, operation.asset, operation.amount);
    case 'release':
      ledger.release(operation.from, operation.asset, operation.amount);
      return true;
    case 'issue':
      ledger.issue(operation.to, operation.asset, operation.amount);
      return true;
    case 'retire':
      return ledger.retire(operation.from, operation.asset, operation.amount);
    case 'post':
      ledger.begin();
      for (const { from, to, asset, amount, heldDelta } of operation.legs) {
        ledger.legHeld(from, asset, -amount, heldDelta);
        ledger.leg(to, asset, amount);
      }
      if (operation.skew > 0) ledger.leg(CLEARING, 0, operation.skew);
      return ledger.commit(reason);
  }
}

/** Plays an operation; 'threw' stands for a RangeError, any other error is let through. */
function outcomeOf(ledger: Ledger, operation: Operation, reason: number): boolean | 'threw' {
  try {
    return play(ledger, operation, reason);
  } catch (error) {
    if (error instanceof RangeError) return 'threw';
    throw error;
  }
}

function fresh(): { ledger: Ledger; reason: number } {
  const ledger = new Ledger(assets);
  for (let i = 1; i < WALLETS; i++) {
    ledger.openWallet({ owner: i, name: `alpha/holders[${i}]`, mayGoNegative: i === CLEARING });
    for (const { index } of assets) ledger.issue(i, index, 1000);
  }
  return { ledger, reason: ledger.registerReason('trade') };
}

describe('any sequence of operations', () => {
  test('conserves every atom, keeps held within balances, and changes nothing when it fails', () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(operation, { minLength: 20, maxLength: 120 }), (operations) => {
        const { ledger, reason } = fresh();
        for (const each of operations) {
          const before = ledger.stateHash();
          const outcome = outcomeOf(ledger, each, reason);
          const key = `${each.kind} ${outcome}`;
          outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
          if (outcome !== true) expect(ledger.stateHash()).toBe(before);
          expect(ledger.firstImbalance()).toBe(-1);
        }
        expect(ledger.recount().describe()).toBe('Every atom is accounted for in 2 assets.');
      }),
      { numRuns: 200, seed: 20251010 },
    );
    for (const kind of ['transfer', 'hold', 'release', 'issue', 'retire', 'post']) {
      expect(outcomes.get(`${kind} true`) ?? 0).toBeGreaterThan(20);
    }
    for (const key of ['transfer false', 'hold false', 'retire false', 'post false', 'post threw', 'release threw']) {
      expect(outcomes.get(key) ?? 0).toBeGreaterThan(20);
    }
    expect(outcomes.get('issue threw') ?? 0).toBeGreaterThan(0);
  });

  test('gives the same state hash for the same operations', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const [one, two] = [fresh(), fresh()];
        for (const each of operations) {
          expect(outcomeOf(one.ledger, each, one.reason)).toBe(outcomeOf(two.ledger, each, two.reason));
        }
        expect(one.ledger.stateHash()).toBe(two.ledger.stateHash());
      }),
      { numRuns: 30 },
    );
  });

  test('a posting does what a model on whole numbers without limit says', () => {
    fc.assert(
      fc.property(fc.array(leg, { maxLength: 8 }), (legs) => {
        const { ledger, reason } = fresh();
        const model = new Map<string, [bigint, bigint]>();
        const key = (at: number, asset: number) => `${at} ${asset}`;
        const add = (at: number, asset: number, delta: number, held: number) => {
          const [balance, promised] = model.get(key(at, asset)) ?? [BigInt(ledger.balance(at, asset)), 0n];
          model.set(key(at, asset), [balance + BigInt(delta), promised + BigInt(held)]);
        };
        for (const each of legs) {
          add(each.from, each.asset, -each.amount, each.heldDelta);
          add(each.to, each.asset, each.amount, 0);
        }
        const states = [...model];
        const overReleased = states.some(([, [, held]]) => held < 0n);
        const short = states.some(([at, [balance, held]]) => balance < held && !/^[04] /.test(at));
        const outcome = outcomeOf(ledger, { kind: 'post', legs, skew: 0 }, reason);
        if (!overReleased) expect(outcome).toBe(!short);
        else expect(outcome).not.toBe(true);
        if (outcome !== true) return;
        for (const [at, [balance, held]] of states) {
          const [walletAt, assetAt] = at.split(' ').map(Number);
          expect(BigInt(ledger.balance(walletAt, assetAt))).toBe(balance);
          expect(BigInt(ledger.held(walletAt, assetAt))).toBe(held);
        }
      }),
    );
  });
});
