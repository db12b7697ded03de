import { describe, expect, test } from '@jest/globals';
import { DAI, ETH, LendingRig, USDC } from '../../test/lending-rig.ts';
import { lendingRate } from './lending-state-facts.ts';
import { YEAR_US } from './ray.ts';

const SUPPLIER = 9;
const ALICE = 1;
const KEEPER = 2;

/** A market in which the supplier has brought so much of everything. */
function rig(...more: ConstructorParameters<typeof LendingRig>): LendingRig {
  const made = new LendingRig(...more);
  for (const at of [ETH, DAI, USDC]) made.order(SUPPLIER, 'supply', at, 1_000_000);
  return made;
}

describe('an account that borrows', () => {
  test('has a health of 1.333 with $10,000 of ETH at a threshold of 80% and $6,000 owed: Aave, "Health Factor" (aave.com/help)', () => {
    const of = rig({}, [{ collateral: { ltv: 0.75, threshold: 0.8, bonus: 0.05, fee: 0 } }]);
    of.book.setPrice(ETH, 4000);
    of.order(ALICE, 'supply', ETH, 2.5);
    of.order(ALICE, 'borrow', DAI, 6000);
    const { health, collateral, debt } = of.book.standing(ALICE);
    expect([collateral, debt]).toEqual([10_000, 6000]);
    expect(health).toBeCloseTo(1.333, 3);
    expect(of.gained(ALICE, DAI)).toBe(6000);
  });

  test('can borrow up to the loan-to-value limit and no atom more', () => {
    const of = rig();
    of.order(ALICE, 'supply', ETH, 100);
    expect(of.order(ALICE, 'borrow', DAI, 80.01)).toBe('insufficientCollateral');
    expect(of.owed(ALICE, DAI)).toBe(0);
    expect(of.order(ALICE, 'borrow', DAI, 80)).toBe('none');
    expect(of.order(ALICE, 'borrow', DAI, 0.01)).toBe('insufficientCollateral');
    expect(of.order(ALICE, 'borrow', DAI, Infinity)).toBe('insufficientCollateral');
  });

  test('can withdraw while its health stays at 1, as much as is possible when it asks for that', () => {
    const of = rig();
    of.order(ALICE, 'supply', ETH, 100);
    of.order(ALICE, 'borrow', DAI, 68);
    expect(of.order(ALICE, 'withdraw', ETH, 20.01)).toBe('insufficientCollateral');
    expect(of.supplied(ALICE, ETH)).toBe(100);
    expect(of.order(ALICE, 'withdraw', ETH, Infinity)).toBe('none');
    expect(of.supplied(ALICE, ETH)).toBeCloseTo(80.01, 9);
    expect(of.order(ALICE, 'unpledge', ETH, 0)).toBe('insufficientCollateral');
    expect(of.order(ALICE, 'repay', DAI, 1000)).toBe('none');
    expect(of.gained(ALICE, DAI)).toBe(0);
    expect(of.order(ALICE, 'unpledge', ETH, 0)).toBe('none');
    expect(of.order(ALICE, 'borrow', DAI, 1)).toBe('insufficientCollateral');
    expect(of.order(ALICE, 'withdraw', ETH, Infinity)).toBe('none');
    expect([of.gained(ALICE, ETH), of.order(ALICE, 'withdraw', ETH, 1)]).toEqual([0, 'insufficientClaim']);
  });

  test('is refused with the reason: what it has not, what is not there, what is not listed, without prices, over caps', () => {
    const of = rig({}, [{ borrowCapAtoms: 1000 }, { supplyCapAtoms: 100_000_100 }, { rate: null, collateral: null }]);
    expect(of.order(ALICE, 'supply', ETH, 20_000_000)).toBe('insufficientBalance');
    expect(of.order(ALICE, 'supply', DAI, 2)).toBe('overCap');
    expect(of.order(ALICE, 'supply', DAI, Infinity)).toBe('none');
    expect(of.supplied(ALICE, DAI)).toBe(1);
    of.order(ALICE, 'supply', ETH, 3_000_000);
    expect(of.order(ALICE, 'borrow', ETH, 10.01)).toBe('overCap');
    expect(of.order(ALICE, 'borrow', DAI, 1_000_001.01)).toBe('insufficientCash');
    expect(of.order(ALICE, 'borrow', USDC, 1)).toBe('notListed');
    expect(of.order(ALICE, 'pledge', USDC, 0)).toBe('notListed');
    expect(of.order(ALICE, 'repay', DAI, 1)).toBe('nothingThere');
    of.book.setPrice(ETH, NaN);
    expect(of.order(ALICE, 'borrow', DAI, 1)).toBe('noPrice');
    of.isDown = true;
    expect(of.order(ALICE, 'withdraw', ETH, 1)).toBe('venueDown');
    expect(of.supplied(ALICE, ETH)).toBe(3_000_000);
  });

  test.each([1, 2, 5, 20])(
    'by a loop of %d deposits at LTV 0.8 holds (1 − 0.8^n) ÷ (1 − 0.8) of what it began with',
    (n) => {
      const of = rig();
      let asset = 100;
      for (let round = 0; round < n; round++) {
        of.order(ALICE, 'supply', DAI, asset);
        if (round === n - 1) break;
        asset = of.book.borrowableAtoms(ALICE, DAI) / 100;
        expect(of.order(ALICE, 'borrow', DAI, asset)).toBe('none');
      }
      const leverage = of.supplied(ALICE, DAI) / (of.supplied(ALICE, DAI) - of.owed(ALICE, DAI));
      // Every round leaves an atom of 0.01 on the safe side.
      const expected = [1, 1.8, 3.3616, 4.942353925][[1, 2, 5, 20].indexOf(n)];
      expect(leverage).toBeGreaterThan(expected * (1 - 1e-3));
      expect(leverage).toBeLessThanOrEqual(expected + 1e-9);
    },
  );
});

describe('interest', () => {
  const lent = (): LendingRig => {
    const of = rig({}, [{}, { rate: { rate: (utilisation) => 0.05 * utilisation } }]);
    of.order(ALICE, 'supply', ETH, 1_000_000);
    of.order(ALICE, 'borrow', DAI, 500_000);
    return of;
  };

  test('compounds: half lent at 2.5% for a year grows by e^0.025 − 1, as by the series of Aave, MathUtils.sol', () => {
    const of = lent();
    of.pass(YEAR_US / 1000);
    const owed = 500_000 * (1 + 0.025 + 0.025 * 0.0125 + (0.025 * 0.0125 * 0.025) / 3);
    expect(of.owed(ALICE, DAI)).toBeCloseTo(owed, 1);
    expect(of.owed(ALICE, DAI)).toBeGreaterThanOrEqual(owed);
    const [, dai] = of.book.reserves;
    expect(dai.borrowRate).toBe(0.025);
    expect(dai.supplyRate).toBeCloseTo(0.025 * 0.5 * 0.9, 3);
  });

  test('goes to suppliers but for the market’s tenth and the dust, and no atom is made', () => {
    const of = lent();
    of.pass(YEAR_US / 1000);
    const earned = of.owed(ALICE, DAI) - 500_000;
    expect(of.supplied(SUPPLIER, DAI) - 1_000_000).toBeCloseTo(earned * 0.9, 1);
    const [, dai] = of.book.reserves;
    expect(dai.reserveAtoms / 100).toBeCloseTo(earned * 0.1, 1);
    expect(of.order(ALICE, 'repay', DAI, Infinity)).toBe('none');
    expect(of.order(SUPPLIER, 'withdraw', DAI, Infinity)).toBe('none');
    expect(of.gained(ALICE, DAI) + of.gained(SUPPLIER, DAI)).toBeCloseTo(-dai.cashAtoms / 100, 9);
    expect([dai.borrowedAtoms, dai.suppliedAtoms, dai.cashAtoms]).toEqual([0, 0, dai.reserveAtoms]);
    expect(of.book.fault()).toBeNull();
  });

  test('of a market in which all is lent leaves suppliers without cash until somebody repays', () => {
    const of = lent();
    of.order(ALICE, 'borrow', DAI, Infinity);
    of.order(KEEPER, 'supply', ETH, 1_000_000);
    expect(of.order(KEEPER, 'borrow', DAI, of.book.reserves[DAI].cashAtoms / 100)).toBe('none');
    expect(of.order(SUPPLIER, 'withdraw', DAI, Infinity)).toBe('insufficientCash');
    expect(of.book.reserves[DAI].utilisation).toBe(1);
  });
});

describe('a market that is told of', () => {
  test('tells a rate again only when something but interest has changed', () => {
    const of = rig();
    const rates: number[] = [];
    of.kernel.bus.family(lendingRate).tap((...told) => void rates.push(told[5]));
    of.lender.report();
    of.lender.report();
    of.pass(1000);
    of.lender.report();
    expect(rates).toEqual([ETH, DAI, USDC]);
    of.book.setPrice(DAI, 0.9);
    of.order(ALICE, 'supply', USDC, 1);
    of.lender.report();
    expect(rates).toEqual([ETH, DAI, USDC, DAI, USDC]);
  });

  test('names the unhealthy below a limit, and how all borrowers stand', () => {
    const of = rig();
    for (const [account, debt] of [
      [1, 40],
      [2, 60],
      [3, 80],
    ] as const) {
      of.order(account, 'supply', ETH, 100);
      of.order(account, 'borrow', DAI, debt);
    }
    of.order(4, 'supply', ETH, 100);
    expect(of.book.unhealthy(1)).toEqual([]);
    of.book.setPrice(ETH, 0.7);
    expect(of.book.unhealthy(1)).toEqual([
      { account: 2, health: expect.closeTo(59.5 / 60, 12) },
      { account: 3, health: expect.closeTo(59.5 / 80, 12) },
    ]);
    expect(of.book.unhealthy(1.5).map(({ account }) => account)).toEqual([1, 2, 3]);
    const together = of.book.together();
    expect(together).toMatchObject({ borrowers: 3, unhealthy: 2, debt: 180 });
    expect([together.minHealth, together.collateral]).toEqual([expect.closeTo(59.5 / 80, 9), expect.closeTo(210, 9)]);
  });
});
