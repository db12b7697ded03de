import { describe, expect, test } from '@jest/globals';
import { DAI, ETH, LendingRig, USDC } from '../../test/lending-rig.ts';
import type { AssetChange } from '../../test/lending-rig.ts';
import { lendingBadDebt, lendingLiquidation } from './lending-facts.ts';
import type { LendingTerms } from './lending-terms.ts';
import { liquidationSize } from './liquidation-size.ts';
import type { LiquidationCase } from './liquidation-size.ts';

const SUPPLIER = 9;
const BOB = 1;
const KEEPER = 2;

/** Bob owes so much DAI for so much ETH, which then is worth another price in DAI. */
function owing(
  [eth, dai, price]: readonly [number, number, number],
  rules: Partial<LendingTerms> = {},
  changes: readonly AssetChange[] = [],
): LendingRig {
  const of = new LendingRig(rules, changes);
  for (const at of [ETH, DAI, USDC]) of.order(SUPPLIER, 'supply', at, 1_000_000);
  of.order(BOB, 'supply', ETH, eth);
  expect(of.order(BOB, 'borrow', DAI, dai)).toBe('none');
  of.book.setPrice(ETH, price);
  return of;
}

const take = (of: LendingRig, kind: 'liquidate' | 'seize', units = Infinity): string =>
  of.order(KEEPER, kind, DAI, units, { debtor: BOB, collateral: ETH });

describe('a liquidator', () => {
  test.each([
    ['example 1, ETH with a bonus of 5%', 0.05, 2.5 + 0.125],
    ['example 2, YFI with a bonus of 15%', 0.15, 2.5 + 0.375],
  ])(
    'repays half of 5 and claims what is worth that and the bonus: Aave, FAQ "Liquidations", %s',
    (_, bonus, taken) => {
      const collateral = { ltv: 0.5, threshold: 0.52, bonus, fee: 0 };
      const of = owing([10, 5, 0.96], {}, [{ collateral }]);
      const { health } = of.book.standing(BOB);
      expect(health).toBeCloseTo(0.9984, 12);
      expect(take(of, 'liquidate')).toBe('none');
      expect(of.owed(BOB, DAI)).toBe(2.5);
      expect(of.gained(KEEPER, DAI)).toBe(-2.5);
      expect(of.gained(KEEPER, ETH)).toBeCloseTo(taken / 0.96, 1);
      expect(of.supplied(BOB, ETH)).toBeCloseTo(10 - taken / 0.96, 1);
      expect(of.book.standing(BOB).health).toBeGreaterThan(health);
    },
  );

  test('may repay all at a health of 0.95 and less, and but half above it: Aave v3, LiquidationLogic.sol, CLOSE_FACTOR_HF_THRESHOLD', () => {
    const above = owing([100, 80, 0.895]);
    expect(above.book.standing(BOB).health).toBeCloseTo(0.9509, 4);
    take(above, 'liquidate');
    expect(above.owed(BOB, DAI)).toBe(40);
    const below = owing([100, 80, 0.894]);
    expect(below.book.standing(BOB).health).toBeCloseTo(0.9499, 4);
    take(below, 'liquidate');
    expect(below.owed(BOB, DAI)).toBe(0);
    expect(below.told).not.toContain('bad debt');
  });

  test('leaves the market its share of the bonus, and no more', () => {
    const collateral = { ltv: 0.8, threshold: 0.85, bonus: 0.1, fee: 0.2 };
    const of = owing([1000, 800, 0.93], {}, [{ collateral }]);
    const facts: number[][] = [];
    of.kernel.bus.family(lendingLiquidation).tap((...told) => void facts.push(told.slice(5, 16) as number[]));
    expect(take(of, 'liquidate')).toBe('none');
    const seized = Math.floor((40_000 / 0.93) * 1.1);
    const fee = Math.floor(Math.floor(seized - seized / 1.1) * 0.2);
    expect(facts).toEqual([
      [BOB, KEEPER, DAI, 40_000, ETH, seized, fee, expect.closeTo(0.988, 3), 400, expect.closeTo(440, 1), 0],
    ]);
    expect(of.gained(KEEPER, ETH)).toBeCloseTo((seized - fee) / 100, 9);
    expect(of.book.reserves[ETH].reserveAtoms).toBe(fee);
    expect(of.book.fault()).toBeNull();
  });

  test('takes the claim where there is no cash for the asset', () => {
    const of = owing([1000, 800, 0.93]);
    of.order(SUPPLIER, 'pledge', DAI, 0);
    expect(of.order(SUPPLIER, 'borrow', ETH, of.book.reserves[ETH].cashAtoms / 100)).toBe('none');
    expect(take(of, 'liquidate')).toBe('insufficientCash');
    expect(of.owed(BOB, DAI)).toBe(800);
    expect(take(of, 'seize')).toBe('none');
    expect(of.supplied(KEEPER, ETH)).toBeCloseTo(451.6, 0);
    expect(of.gained(KEEPER, ETH)).toBe(0);
  });

  test('is refused with the reason: the healthy, what is not there, himself, more than he has, more than there is of it', () => {
    const of = owing([1000, 800, 1]);
    expect(take(of, 'liquidate')).toBe('healthy');
    of.book.setPrice(ETH, 0.9);
    expect(of.order(KEEPER, 'liquidate', USDC, 1, { debtor: BOB, collateral: ETH })).toBe('nothingThere');
    expect(of.order(KEEPER, 'liquidate', DAI, 1, { debtor: BOB, collateral: USDC })).toBe('nothingThere');
    expect(of.order(KEEPER, 'liquidate', DAI, 1, { debtor: 77, collateral: ETH })).toBe('nothingThere');
    expect(of.order(KEEPER, 'liquidate', DAI, 1, { debtor: BOB, collateral: 99 })).toBe('notListed');
    expect(of.order(BOB, 'liquidate', DAI, 1, { debtor: BOB, collateral: ETH })).toBe('ownAccount');
    of.ledger.retire(of.wallet(KEEPER), DAI, 1_000_000_000 - 100);
    expect(take(of, 'liquidate', 2)).toBe('insufficientBalance');
    of.book.setPrice(DAI, NaN);
    expect(take(of, 'liquidate')).toBe('noPrice');
    expect([of.owed(BOB, DAI), of.supplied(BOB, ETH)]).toEqual([800, 1000]);
  });
});

describe('the size of a liquidation', () => {
  const rules = { closeFactor: 0.5, fullBelow: 0.95, dust: 2000 };
  const size = (more: Partial<LiquidationCase>) =>
    liquidationSize(
      {
        ...{ debtAtoms: 3000, debtPrice: 1, collateralAtoms: 4000, collateralPrice: 1, totalDebt: 3000, health: 0.97 },
        ...{ collateral: { bonus: 0.05, fee: 0 }, mostAtoms: Infinity, shrinks: true },
        ...more,
      },
      rules,
    );

  test('is all where debt or collateral is worth less than $2,000: Aave v3.3 features, 2.2, MIN_BASE_MAX_CLOSE_FACTOR_THRESHOLD', () => {
    expect(size({})?.repaidAtoms).toBe(1500);
    expect(size({ debtAtoms: 1999, totalDebt: 1999 })?.repaidAtoms).toBe(1999);
    expect(size({ collateralAtoms: 1999 })).toMatchObject({ repaidAtoms: 1904, seizedAtoms: 1999 });
  });

  test('leaves at least $1,000 of both unless one is gone: Aave v3.3 features, 2.3, MIN_LEFTOVER_BASE', () => {
    const debt = { debtAtoms: 3000, totalDebt: 9000 };
    expect(size({ ...debt, mostAtoms: 2500, shrinks: false })).toBeNull();
    expect(size({ ...debt, mostAtoms: 2500 })?.repaidAtoms).toBe(2000);
    expect(size({ ...debt, mostAtoms: 3000, shrinks: false })?.repaidAtoms).toBe(3000);
    expect(size({ ...debt, collateralAtoms: 2500, mostAtoms: 1500, shrinks: false })).toBeNull();
    expect(size({ ...debt, collateralAtoms: 2500, mostAtoms: 1500 })).toMatchObject({ seizedAtoms: 1499 });
  });
});

describe('a flash liquidation', () => {
  const flash = (of: LendingRig): string =>
    of.order(KEEPER, 'flash', USDC, Infinity, { debtor: BOB, collateral: DAI, instrument: 0 });

  /** Bob owes USDC for DAI, of which one is worth 0.93; the keeper has nothing. */
  function broke(bidTicks: number, bidLots = Infinity): LendingRig {
    const of = new LendingRig();
    for (const at of [ETH, DAI, USDC]) of.order(SUPPLIER, 'supply', at, 1_000_000);
    of.order(BOB, 'supply', DAI, 1000);
    of.order(BOB, 'borrow', USDC, 800);
    of.book.setPrice(DAI, 0.93);
    for (const at of [ETH, DAI, USDC]) of.ledger.retire(of.wallet(KEEPER), at, 1_000_000_000);
    Object.assign(of, { bidTicks, bidLots });
    return of;
  }
  const left = (of: LendingRig, at: number): number => of.ledger.balance(of.wallet(KEEPER), at) / 100;

  test('sells what it takes and repays, with nothing to begin with and the bonus at the end', () => {
    const of = broke(93);
    expect(flash(of)).toBe('none');
    expect(of.owed(BOB, USDC)).toBeCloseTo(400, 0);
    expect(left(of, USDC)).toBeCloseTo(400 * 0.05, -1);
    expect(left(of, USDC)).toBeGreaterThan(19);
    expect(of.book.fault()).toBeNull();
  });

  test('does as much as buyers take at a price that repays it, and nothing below', () => {
    const of = broke(93, 100);
    expect(flash(of)).toBe('none');
    expect(of.supplied(BOB, DAI)).toBeCloseTo(900, 1);
    expect(of.owed(BOB, USDC)).toBeCloseTo(800 - 100 * (0.93 / 1.05), 1);
    expect(left(of, USDC)).toBeGreaterThan(0);
    const cheap = broke(88);
    expect(flash(cheap)).toBe('noBuyer');
    expect([cheap.owed(BOB, USDC), cheap.supplied(BOB, DAI), left(cheap, DAI)]).toEqual([800, 1000, 0]);
  });
});

describe('a debt that no collateral is left for', () => {
  const crash = (rules: Partial<LendingTerms>): LendingRig => owing([1000, 800, 0.5], rules);

  test('is struck out and stays a deficit, of which those who withdraw first see nothing', () => {
    const of = crash({ badDebt: 'deficit' });
    const facts: number[][] = [];
    of.kernel.bus.family(lendingBadDebt).tap((...told) => void facts.push(told.slice(5, 11) as number[]));
    expect(take(of, 'liquidate')).toBe('none');
    const lost = 80_000 - Math.ceil(50_000 / 1.05);
    expect(facts).toEqual([[BOB, DAI, lost, 0, 0, lost]]);
    expect([of.owed(BOB, DAI), of.supplied(BOB, ETH)]).toEqual([0, 0]);
    expect(of.supplied(SUPPLIER, DAI)).toBe(1_000_000);
    expect(of.book.reserves[DAI].deficitAtoms).toBe(lost);
  });

  test('is borne by suppliers at once where the rule says so', () => {
    const of = crash({ badDebt: 'suppliers' });
    expect(take(of, 'liquidate')).toBe('none');
    const lost = (80_000 - Math.ceil(50_000 / 1.05)) / 100;
    expect(of.supplied(SUPPLIER, DAI)).toBeCloseTo(1_000_000 - lost, 1);
    expect(of.supplied(SUPPLIER, DAI)).toBeLessThanOrEqual(1_000_000 - lost);
    expect(of.book.reserves[DAI].deficitAtoms).toBe(0);
    expect(of.book.fault()).toBeNull();
  });
});
