import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAI, ETH, LendingRig, USDC } from '../../test/lending-rig.ts';
import type { LendingKind } from './lending-codes.ts';

const ASSETS = [ETH, DAI, USDC];
const ACCOUNTS = [0, 1, 2, 3];
/** What a health has to exceed so that a liquidation raises it: threshold × (1 + bonus) of every asset of the rig. */
const BREAK_EVEN = 0.85 * 1.05;

const among = <T>(...items: readonly T[]) => fc.constantFrom(...items);

const orders = fc.record({
  account: among(...ACCOUNTS),
  kind: among<LendingKind>(
    ...(['supply', 'supply', 'withdraw', 'borrow', 'borrow', 'repay'] as const),
    ...(['pledge', 'unpledge', 'liquidate', 'liquidate', 'seize', 'flash'] as const),
  ),
  at: among(...ASSETS),
  units: among(0.01, 77.77, 5000, Infinity, Infinity),
  debtor: among(...ACCOUNTS),
  collateral: among(...ASSETS),
});
const prices = fc.record({ at: among(...ASSETS), price: among(0.2, 0.5, 0.9, 0.97, 1, 1.1, 1.9) });
const spans = fc.record({ ms: among(1, 60_000, 86_400_000, 3e9) });
const deeds = fc.array(fc.oneof({ weight: 8, arbitrary: orders }, prices, spans), { minLength: 20, maxLength: 50 });

const markets = fc.record({
  badDebt: among('deficit' as const, 'suppliers' as const),
  closeFactor: among(0.2, 0.5, 1),
  dust: among(0, 10),
  rate: among(0, 0.3, 8),
  reservePpm: among(0, 100_000, 1_000_000),
  bidTicks: among(60, 100),
});

test('a market creates nothing, owes no more than it has, and lets indices fall for losses alone, whatever is done with it', () => {
  const seen = { liquidated: 0, badDebt: 0, raised: 0 };
  fc.assert(
    fc.property(markets, deeds, ({ badDebt, closeFactor, dust, rate, reservePpm, bidTicks }, list) => {
      const policy = { rate: (used: number) => rate * used };
      const of = new LendingRig(
        { badDebt, closeFactor, dust },
        ASSETS.map(() => ({ rate: policy, reservePpm })),
      );
      of.bidTicks = bidTicks;
      ASSETS.forEach((at) => of.order(3, 'supply', at, 40_000));
      ASSETS.forEach((at) => {
        of.order(at, 'supply', at, 5000);
        of.order(at, 'borrow', (at + 1) % ASSETS.length, Infinity);
      });
      for (const deed of list) {
        const before = of.book.reserves.map(({ supplyIndex, borrowIndex }) => ({ supplyIndex, borrowIndex }));
        const heard = of.told.length;
        if ('price' in deed) of.book.setPrice(deed.at, deed.price);
        else if ('ms' in deed) of.pass(deed.ms);
        else {
          const { account, kind, at, units, debtor, collateral } = deed;
          const { health } = of.book.standing(debtor);
          const own = of.book.standing(account).health;
          of.order(account, kind, at, units, { debtor, collateral, instrument: kind === 'flash' ? 0 : -1 });
          if (of.told.slice(heard).includes('liquidated')) {
            seen.liquidated++;
            expect(health).toBeLessThan(1);
            // An atom may be lost on either side of what is repaid and taken.
            const { debt, health: after } = of.book.standing(debtor);
            if (health > BREAK_EVEN && debt > 1) {
              seen.raised++;
              expect(after).toBeGreaterThan(health - 0.03 / debt);
            }
          } else if (kind !== 'repay' && own >= 1) {
            expect(of.book.standing(account).health).toBeGreaterThanOrEqual(1);
          }
        }
        const wasStruck = of.told.slice(heard).includes('bad debt');
        if (wasStruck) seen.badDebt++;
        expect(of.ledger.recount().ok).toBe(true);
        expect(of.book.fault()).toBeNull();
        of.book.reserves.forEach(({ supplyIndex, borrowIndex, cashAtoms, deficitAtoms }, at) => {
          expect(cashAtoms).toBeGreaterThanOrEqual(0);
          expect(borrowIndex >= before[at].borrowIndex).toBe(true);
          if (!(wasStruck && badDebt === 'suppliers')) expect(supplyIndex >= before[at].supplyIndex).toBe(true);
          const claims = ACCOUNTS.reduce((sum, account) => sum + of.book.claimAtoms(account, at), 0);
          const debts = ACCOUNTS.reduce((sum, account) => sum + of.book.debtAtoms(account, at), 0);
          expect(claims).toBeLessThanOrEqual(cashAtoms + debts + deficitAtoms);
        });
      }
    }),
    { numRuns: 100, seed: 20251010 },
  );
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
});
