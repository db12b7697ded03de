import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deeds, filled, poolKinds, trades } from '../../test/pools/pool-world.ts';
import type { Deed } from '../../test/pools/pool-world.ts';
import type { PoolCurve, PoolStake } from './pool-curve.ts';

const reserve = fc.integer({ min: 1e6, max: 1e12 });
const fee = fc.constantFrom(0, 1, 100, 3_000, 50_000);

function trade(pool: PoolCurve, { kind, part }: Extract<Deed, { kind: 'buy' | 'sell' }>): void {
  const base = Math.max(1, Math.floor(pool.baseAtoms * part));
  if (kind === 'sell') pool.sell(base);
  else if (pool.costOf(base) < Infinity) pool.buy(base);
}

/** Plays deeds and calls back after each; returns the stakes of those who came later. */
function play(pool: PoolCurve, all: readonly Deed[], after: (stakes: readonly PoolStake[]) => void): void {
  const stakes: PoolStake[] = [];
  for (const deed of all) {
    if (deed.kind === 'deposit') {
      const stake = pool.open(pool.takesRanges ? deed.range : undefined);
      const taken = pool.deposit(stake, deed.base, deed.quote);
      expect(taken.baseAtoms).toBeLessThanOrEqual(deed.base);
      expect(taken.quoteAtoms).toBeLessThanOrEqual(deed.quote);
      if (stake.liquidity > 0) stakes.push(stake);
    } else if (deed.kind === 'withdraw') {
      if (stakes.length > 0) pool.withdraw(stakes[deed.stake % stakes.length], deed.millionths);
    } else trade(pool, deed);
    after(stakes);
  }
}

describe.each(poolKinds)('a pool: $name', (kind) => {
  test('never lets what its curve keeps fall, whatever is traded', () => {
    fc.assert(
      fc.property(fee, reserve, reserve, fc.array(trades, { maxLength: 20 }), (feePpm, base, quote, all) => {
        const pool = filled(kind, feePpm, base, quote);
        for (const deed of all) {
          const before = pool.invariant();
          trade(pool, deed as Extract<Deed, { kind: 'buy' | 'sell' }>);
          pool.invariant().forEach((kept, i) => expect(kept >= before[i]).toBe(true));
        }
      }),
    );
  });

  test('owes its providers no more than it has, and pays in whole atoms', () => {
    fc.assert(
      fc.property(fee, reserve, reserve, fc.array(deeds, { maxLength: 20 }), (feePpm, base, quote, all) => {
        const pool = kind.make(feePpm);
        const first = pool.open();
        pool.deposit(first, base, quote);
        play(pool, all, (stakes) => {
          const claims = [first, ...stakes].map((stake) => pool.claimOf(stake));
          const sum = (of: 'baseAtoms' | 'quoteAtoms'): number => claims.reduce((all, claim) => all + claim[of], 0);
          expect(sum('baseAtoms')).toBeLessThanOrEqual(pool.baseAtoms);
          expect(sum('quoteAtoms')).toBeLessThanOrEqual(pool.quoteAtoms);
          for (const atoms of [pool.baseAtoms, pool.quoteAtoms])
            expect(Number.isSafeInteger(atoms) && atoms >= 0).toBe(true);
        });
      }),
    );
  });

  test('pays on withdrawal what it says a stake is worth, and takes it out of the reserves', () => {
    fc.assert(
      fc.property(fee, reserve, reserve, fc.array(deeds, { maxLength: 12 }), (feePpm, base, quote, all) => {
        const pool = kind.make(feePpm);
        const first = pool.open();
        pool.deposit(first, base, quote);
        play(pool, all, () => {});
        const claim = pool.claimOf(first);
        const before = { base: pool.baseAtoms, quote: pool.quoteAtoms };
        expect(pool.withdraw(first, 1_000_000)).toEqual(claim);
        expect(pool.baseAtoms).toBe(before.base - claim.baseAtoms);
        expect(pool.quoteAtoms).toBe(before.quote - claim.quoteAtoms);
        expect(first.liquidity).toBe(0);
      }),
    );
  });

  test('gives nothing to one who puts liquidity in and takes it out again', () => {
    fc.assert(
      fc.property(
        fee,
        reserve,
        reserve,
        fc.array(trades, { maxLength: 5 }),
        deeds,
        (feePpm, base, quote, all, deed) => {
          if (deed.kind !== 'deposit') return;
          const pool = filled(kind, feePpm, base, quote);
          for (const each of all) trade(pool, each as Extract<Deed, { kind: 'buy' | 'sell' }>);
          const price = pool.price;
          const stake = pool.open(pool.takesRanges ? deed.range : undefined);
          const taken = pool.deposit(stake, deed.base, deed.quote);
          const paid = pool.withdraw(stake, 1_000_000);
          const gain = (paid.baseAtoms - taken.baseAtoms) * price + (paid.quoteAtoms - taken.quoteAtoms);
          // A lopsided deposit trades without moving the reserves it is valued at: its gain is measured by what the others lose.
          if (kind.name.startsWith('stableswap')) expect(pool.invariant()[0] >= 0n).toBe(true);
          else expect(gain).toBeLessThanOrEqual(0);
        },
      ),
    );
  });

  test('tells each provider the fees that its part of the pool has earned, and all of them no more than what was paid', () => {
    fc.assert(
      fc.property(reserve, fc.array(trades, { maxLength: 10 }), (base, all) => {
        const pool = kind.make(3_000);
        const stakes = [pool.open(), pool.open()];
        for (const stake of stakes) pool.deposit(stake, base, base);
        let paidBase = 0;
        let paidQuote = 0;
        for (const deed of all) {
          const before = [pool.baseAtoms, pool.quoteAtoms];
          trade(pool, deed as Extract<Deed, { kind: 'buy' | 'sell' }>);
          paidBase += Math.abs(pool.baseAtoms - before[0]);
          paidQuote += Math.abs(pool.quoteAtoms - before[1]);
        }
        const [first, second] = stakes.map((stake) => pool.earnedBy(stake));
        const slack = (all.length + 1) * 2;
        expect(first.baseAtoms + second.baseAtoms).toBeLessThanOrEqual((paidBase * 3_100) / 1e6 + slack);
        expect(first.quoteAtoms + second.quoteAtoms).toBeLessThanOrEqual((paidQuote * 3_100) / 1e6 + slack);
        expect(first.baseAtoms - second.baseAtoms).toBeLessThanOrEqual(slack + first.baseAtoms * 1e-5);
        if (all.length === 0) expect(first).toEqual({ baseAtoms: 0, quoteAtoms: 0 });
        else expect(paidBase * 3e-3 < slack || first.baseAtoms + first.quoteAtoms > 0).toBe(true);
      }),
    );
  });

  test('never pays back more than it was paid for what was bought and sold again', () => {
    fc.assert(
      fc.property(fee, reserve, reserve, trades, trades, (feePpm, base, quote, before, after) => {
        const { part } = after as Extract<Deed, { kind: 'buy' | 'sell' }>;
        const pool = filled(kind, feePpm, base, quote);
        trade(pool, before as Extract<Deed, { kind: 'buy' | 'sell' }>);
        const atoms = Math.max(1, Math.floor(pool.baseAtoms * part));
        if (pool.costOf(atoms) === Infinity) return;
        const cost = pool.buy(atoms);
        expect(pool.sell(atoms)).toBeLessThanOrEqual(cost);
      }),
    );
  });

  test('without a fee never sells in two parts for less, or buys in two parts for more, than roundings make', () => {
    fc.assert(
      fc.property(
        reserve,
        reserve,
        trades,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (base, quote, deed, at) => {
          const whole = filled(kind, 0, base, quote);
          const split = filled(kind, 0, base, quote);
          const atoms = Math.floor(whole.baseAtoms * (deed as { readonly part: number }).part);
          const first = Math.floor(atoms * at);
          if (first < 1 || atoms - first < 1 || whole.costOf(atoms) === Infinity) return;
          if (deed.kind === 'buy') {
            expect(split.buy(first) + split.costOf(atoms - first)).toBeGreaterThanOrEqual(whole.costOf(atoms) - 1);
          } else {
            expect(split.sell(first) + split.proceedsOf(atoms - first)).toBeLessThanOrEqual(
              whole.proceedsOf(atoms) + 1,
            );
          }
        },
      ),
    );
  });

  test('trades within a limit at no worse a price, and stops where the price is at it', () => {
    fc.assert(
      fc.property(
        fee,
        reserve,
        reserve,
        fc.constantFrom(1 as const, -1 as const),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (feePpm, base, quote, side, slack) => {
          const pool = filled(kind, feePpm, base, quote);
          const limit = pool.marginal(side) * (1 + side * slack);
          const atoms = pool.baseWithin(side, limit);
          if (atoms === 0) return;
          if (side > 0) expect(pool.costOf(atoms)).toBeLessThanOrEqual((atoms + 2) * limit * (1 + 1e-9) + 2);
          // The fee on base atoms is rounded up, too.
          else expect(pool.proceedsOf(atoms)).toBeGreaterThanOrEqual((atoms - 2) * limit * (1 - 1e-9) - 2);
          if (side > 0) pool.buy(atoms);
          else pool.sell(atoms);
          // A fee that stays in the reserves brings the price back, on a steep curve by much.
          const short = feePpm === 0 ? 1e-3 : 1;
          expect(side * (pool.marginal(side) / limit - 1)).toBeGreaterThan(-short);
        },
      ),
    );
  });

  test('changes nothing by what it cannot do', () => {
    const pool = filled(kind, 100, 1e8, 1e8);
    const state = [pool.baseAtoms, pool.quoteAtoms, pool.price];
    expect(pool.costOf(pool.baseAtoms + 1)).toBe(Infinity);
    expect(() => pool.buy(pool.baseAtoms + 1)).toThrow(/cannot sell/);
    expect(pool.deposit(pool.open(), 0, 0)).toEqual({ baseAtoms: 0, quoteAtoms: 0 });
    expect(pool.withdraw(pool.open(), 1_000_000)).toEqual({ baseAtoms: 0, quoteAtoms: 0 });
    expect(pool.sell(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect([pool.baseAtoms, pool.quoteAtoms, pool.price]).toEqual(state);
  });

  test('has no price and trades nothing before its first deposit', () => {
    const pool = kind.make(0);
    expect([pool.price, pool.marginal(1), pool.costOf(1), pool.proceedsOf(1)]).toEqual([NaN, NaN, Infinity, 0]);
    expect(pool.baseWithin(1, 10)).toBe(0);
    expect(pool.deposit(pool.open(), 1_000, 0)).toEqual({ baseAtoms: 0, quoteAtoms: 0 });
  });
});
