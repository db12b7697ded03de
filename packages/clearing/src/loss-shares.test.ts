import { expect, test } from '@jest/globals';
import { ClearingWorld } from '../test/clearing-world.ts';
import { RICH, typesOf } from '../test/long-world.ts';
import { sellNothing, toOthers } from '../test/plain-policies.ts';
import type { LossCandidate, LossShare } from './contracts/loss-absorption.ts';
import { checkLossShares } from './loss-shares.ts';

const candidate = (account: number, availableAtoms: number): LossCandidate => {
  return { account, gainAtoms: 1, realisedAtoms: 0, availableAtoms };
};

test.each<[string, LossShare[], string]>([
  ['no candidate', [{ account: 9, atoms: 1 }], 'account 9 with 1 atoms, which is no candidate'],
  ['one twice', [1, 1].map((account) => ({ account, atoms: 1 })), 'account 1 with 1 atoms, which is no candidate or'],
  ['a part of an atom', [{ account: 1, atoms: 0.5 }], 'account 1 with 0.5 atoms; expected a whole number'],
  ['more than there is', [{ account: 1, atoms: 11 }], 'account 1 with 11 atoms, which has 10'],
  ['more than the deficit', [1, 2].map((account) => ({ account, atoms: 10 })), 'charges 20 atoms for a deficit of 15'],
])('refuses to charge %s', (_, shares, message) => {
  expect(() => checkLossShares(shares, 15, [candidate(1, 10), candidate(2, 10)])).toThrow(message);
});

test('charges those whom the policy names for what the fund cannot cover, and the rest is bad debt', () => {
  const shown: LossCandidate[] = [];
  const share = (deficit: number, candidates: readonly LossCandidate[]): LossShare[] => {
    shown.push(...candidates);
    return [{ account: 1, atoms: Math.min(deficit, 30) }];
  };
  const world = new ClearingWorld({
    deposits: [100, RICH, RICH],
    fundAtoms: 20,
    liquidation: sellNothing('absorb'),
    absorption: { ...toOthers, share },
    deleveraging: {
      price: 'mark',
      allot: (_, lots, [first]) => [{ account: first.account, lots }],
    },
  });
  world.trade(0, 1, 0, 10, 100);
  world.trade(2, 1, 1, 1, 100);
  // At 80 the loss is 200, the deficit 100: 20 from the fund, 30 shared, 50 bad debt.
  const facts = world.mark(80);
  expect(typesOf(facts)).toEqual(['liquidation', 'deleveraging', 'insurance', 'lossShared', 'shortfall']);
  expect(facts[3]).toMatchObject({ account: 1, bankrupt: 0, amountAtoms: 30 });
  expect(facts[4]).toMatchObject({ account: 0, deficitAtoms: 50 });
  expect(shown).toMatchObject([{ account: 1, realisedAtoms: 200 }]);
  expect(world.faults()).toEqual([]);
});
