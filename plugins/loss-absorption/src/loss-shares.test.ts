import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lossShares } from './loss-shares.ts';

const amount = fc.integer({ min: -1_000, max: 10_000 });
const people = fc.array(fc.tuple(amount, amount), { maxLength: 20 }).map((made) =>
  made.map(([gainAtoms, availableAtoms], index) => ({
    account: 2 * index,
    gainAtoms,
    realisedAtoms: 0,
    availableAtoms,
  })),
);
const gain = ({ gainAtoms }: { readonly gainAtoms: number }): number => gainAtoms;

test('shares of a deficit are whole, within gains and means, and together all of it or all that can be had', () => {
  fc.assert(
    fc.property(people, fc.nat(50_000), (candidates, deficit) => {
      const shares = lossShares(deficit, candidates, gain);
      const means = candidates.map(({ gainAtoms, availableAtoms }) => Math.max(0, Math.min(gainAtoms, availableAtoms)));
      const total = means.reduce((sum, each) => sum + each, 0);
      expect(shares.reduce((sum, { atoms }) => sum + atoms, 0)).toBe(Math.min(deficit, total));
      expect(new Set(shares.map(({ account }) => account)).size).toBe(shares.length);
      for (const { account, atoms } of shares) {
        expect(Number.isSafeInteger(atoms) && atoms >= 1 && atoms <= means[account / 2]).toBe(true);
      }
    }),
  );
});

test('who gained more never pays less, means being equal', () => {
  fc.assert(
    fc.property(people, fc.nat(50_000), (candidates, deficit) => {
      const rich = candidates.map((each) => ({ ...each, availableAtoms: 1_000_000 }));
      const paid = new Map(lossShares(deficit, rich, gain).map(({ account, atoms }) => [account, atoms]));
      for (const a of rich) {
        for (const b of rich) {
          if (a.gainAtoms > b.gainAtoms)
            expect(paid.get(a.account) ?? 0).toBeGreaterThanOrEqual(paid.get(b.account) ?? 0);
        }
      }
    }),
  );
});
