import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClearingWorld } from '../test/clearing-world.ts';
import { inOrder } from '../test/plain-policies.ts';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare } from './contracts/deleveraging.ts';

const RICH = 100_000;

/** Account 0 is long 10 A against 1 (short 4), 2 (short 3) and 3 (short 3); 4 and 5 hold 5 A against each other. */
function crowd(deleveraging: DeleveragingPolicy): ClearingWorld {
  const world = new ClearingWorld({ deposits: new Array<number>(6).fill(RICH), fundAtoms: RICH, deleveraging });
  world.trade(0, 3, 0, 3, 100);
  world.trade(0, 1, 0, 4, 100);
  world.trade(0, 2, 0, 3, 100);
  world.trade(4, 5, 0, 5, 100);
  return world;
}

/** Closes an account's position against the other side as if this were its bankruptcy price. */
function closeAt(world: ClearingWorld, account: number, perp: number, bankruptcyTicks: number): number {
  const position = world.house.views.position(account, world.perps[perp]);
  if (position === undefined) return 0;
  return world.deleverager.close(account, { ...position, bankruptcyTicks });
}

const allotting = (...shares: [account: number, lots: number][]): DeleveragingPolicy => ({
  allot: () => shares.map(([account, lots]) => ({ account, lots })),
});

describe('deleveraging', () => {
  test('closes the position against the shares, at the price, and tells each', () => {
    const world = crowd(allotting([3, 3], [1, 4], [5, 3]));
    expect(closeAt(world, 0, 0, 90)).toBe(10);
    expect(world.accounts.map((account) => world.sizes(account)[0])).toEqual([0, 0, -3, 0, 5, -2]);
    expect(world.accounts.map((account) => world.house.walletAtoms(account) - RICH)).toEqual([-100, 40, 0, 30, 0, 30]);
    world.kernel.bus.drain();
    const told = { type: 'deleveraging', market: 'A/USD:USD@alpha', bankrupt: 0, price: 90, priceTicks: 90 };
    expect(world.facts).toMatchObject([
      { ...told, account: 3, signedLots: 3, size: 3, realisedAtoms: 30, realised: 30 },
      { ...told, account: 1, signedLots: 4 },
      { ...told, account: 5, signedLots: 3 },
    ]);
    expect(world.faults()).toEqual([]);
  });

  test('shows the other side by rising account, as it stands at the marks, without the fund', () => {
    const shown: DeleveragingCandidate[] = [];
    const world = crowd({
      allot: (instrument, lots, candidates) => {
        shown.push(...candidates);
        return inOrder.allot(instrument, lots, candidates);
      },
    });
    world.trade(4, world.fund.account, 0, 2, 100);
    world.trade(2, 4, 1, 1, 100);
    world.move(90, 110);
    closeAt(world, 0, 0, 90);
    expect(shown.map(({ account, sizeLots }) => [account, sizeLots])).toEqual([
      [1, -4],
      [2, -3],
      [3, -3],
      [5, -5],
    ]);
    expect(shown[1]).toEqual({
      account: 2,
      sizeLots: -3,
      entryTicks: 100,
      markTicks: 90,
      positionAtoms: 270,
      unrealisedAtoms: 30,
      walletAtoms: RICH,
      equityAtoms: RICH + 30 + 70,
      maintenanceAtoms: 14 + 39,
      notionalAtoms: 270 + 770,
    });
  });

  test('closes what the other side holds when the fund holds the rest of it, and nothing when the fund holds all', () => {
    const asked: number[] = [];
    const world = new ClearingWorld({
      deposits: [RICH, RICH],
      fundAtoms: RICH,
      deleveraging: {
        allot: (instrument, lots, candidates) => {
          asked.push(lots);
          return inOrder.allot(instrument, lots, candidates);
        },
      },
    });
    world.trade(0, world.fund.account, 0, 6, 100);
    expect(closeAt(world, 0, 0, 100)).toBe(0);
    expect(asked).toEqual([]);
    world.trade(0, 1, 0, 4, 100);
    expect(closeAt(world, 0, 0, 100)).toBe(4);
    expect([0, 1, world.fund.account].map((account) => world.sizes(account)[0])).toEqual([6, 0, -6]);
  });

  test('closes positions of the fund when it is the fund that is bankrupt', () => {
    const world = new ClearingWorld({ deposits: [RICH, RICH], fundAtoms: 10 });
    world.trade(1, world.fund.account, 0, 6, 100);
    expect(closeAt(world, world.fund.account, 0, 101)).toBe(6);
    expect(world.sizes(1)).toEqual([0, 0, 0]);
    expect(world.fund.balanceAtoms(0)).toBe(4);
  });

  test.each<[string, DeleveragingPolicy, string]>([
    ['too little', allotting([1, 4]), 'allots 4 lots of A/USD:USD where 10 are needed'],
    ['too much', allotting([1, 4], [2, 3], [5, 4]), 'allots 11 lots of A/USD:USD where 10 are needed'],
    ['more than a position', allotting([1, 5], [5, 5]), 'allots 5 lots of A/USD:USD to account 1, which holds 4'],
    ['to the same side', allotting([4, 5], [5, 5]), 'to account 4, which is no candidate'],
    ['to an account without position', allotting([9, 5], [5, 5]), 'to account 9, which is no candidate'],
    ['to the bankrupt account', allotting([0, 10]), 'to account 0, which is no candidate'],
    ['to the fund', allotting([6, 5], [5, 5]), 'to account 6, which is no candidate'],
    ['twice to one account', allotting([5, 2], [1, 4], [5, 4]), 'to account 5, which has a share already'],
    [
      'parts of lots',
      allotting([1, 0.5], [5, 5]),
      'allots 0.5 lots of A/USD:USD to account 1; expected a whole number',
    ],
    ['nothing', allotting([1, 0], [5, 5]), 'allots 0 lots of A/USD:USD to account 1; expected a whole number'],
    ['no number', allotting([1, NaN], [5, 5]), 'allots NaN lots'],
  ])('refuses a policy that allots %s, and closes nothing', (_, policy, message) => {
    const world = crowd(policy);
    world.trade(4, world.fund.account, 0, 5, 100);
    const before = world.house.positions.stateHash();
    expect(() => closeAt(world, 0, 0, 100)).toThrow(message);
    expect(world.house.positions.stateHash()).toBe(before);
  });

  test('closes what is needed or all there is, flips nothing, and touches no one else', () => {
    const trade = fc.record({
      buyer: fc.nat(7),
      step: fc.integer({ min: 1, max: 7 }),
      lots: fc.integer({ min: 1, max: 50 }),
    });
    /** Takes a lot at a time from one candidate after another, starting at any. */
    const roundRobin = (start: number): DeleveragingPolicy => ({
      allot: (_, lots, candidates) => {
        const taken = new Map<number, number>();
        for (let left = lots, i = start; left > 0; i++) {
          const { account, sizeLots } = candidates[i % candidates.length];
          const lotsOf = taken.get(account) ?? 0;
          if (lotsOf === Math.abs(sizeLots)) continue;
          taken.set(account, lotsOf + 1);
          left--;
        }
        return [...taken].map(([account, share]): DeleveragingShare => ({ account, lots: share }));
      },
    });
    fc.assert(
      fc.property(
        fc.array(trade, { maxLength: 30 }),
        fc.nat(6),
        fc.nat(20),
        fc.integer({ min: 1, max: 200 }),
        (trades, bankrupt, start, ticks) => {
          // The eighth account is the fund's.
          const world = new ClearingWorld({
            deposits: new Array<number>(7).fill(RICH),
            deleveraging: roundRobin(start),
          });
          for (const { buyer, step, lots } of trades) world.trade(buyer, (buyer + step) % 8, 0, lots, 100);
          const sizeOf = (account: number): number => world.sizes(account)[0];
          const before = [...world.accounts, world.fund.account].map(sizeOf);
          const [size, fundSize] = [before[bankrupt], before[world.fund.account]];
          const others = before.filter((each, i) => i !== world.fund.account && each * size < 0);
          const held = others.reduce((sum, each) => sum + Math.abs(each), 0);
          expect(closeAt(world, bankrupt, 0, ticks)).toBe(Math.min(Math.abs(size), held));
          world.accounts.forEach((account) => {
            const [was, is] = [before[account], sizeOf(account)];
            if (account !== bankrupt && was * size >= 0) expect(is).toBe(was);
            else expect(Math.abs(is) <= Math.abs(was) && is * was >= 0).toBe(true);
          });
          expect(Math.abs(sizeOf(bankrupt))).toBe(Math.abs(size) - Math.min(Math.abs(size), held));
          expect(sizeOf(world.fund.account)).toBe(fundSize);
          expect(world.faults()).toEqual([]);
        },
      ),
    );
  });
});
