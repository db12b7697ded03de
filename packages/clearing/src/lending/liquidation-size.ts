import type { CollateralTerms, LendingTerms } from './lending-terms.ts';

/** What a liquidation starts from; amounts in atoms, prices for one atom, values in units of the asset that prices are in. */
export interface LiquidationCase {
  readonly debtAtoms: number;
  readonly debtPrice: number;
  readonly collateralAtoms: number;
  readonly collateralPrice: number;
  readonly collateral: Pick<CollateralTerms, 'bonus' | 'fee'>;
  /** What the account owes in all assets, and its health. */
  readonly totalDebt: number;
  readonly health: number;
  /** The most that the liquidator would repay; with `shrinks` less is repaid where that much would leave dust. */
  readonly mostAtoms: number;
  readonly shrinks: boolean;
}

/** What is repaid, what is taken for it, and how much of that the market keeps. */
export interface LiquidationSize {
  readonly repaidAtoms: number;
  readonly seizedAtoms: number;
  readonly feeAtoms: number;
}

/**
 * Sizes a liquidation; null when it would leave dust. The liquidator repays at most the close factor of the account's whole
 * debt, or all of one debt where the health is at `fullBelow` or less, or debt or collateral are worth less than `dust`; he
 * takes collateral worth that × (1 + bonus), rounded down, or all there is and then repays only what that is worth, rounded
 * up. Unless one of both is used up, each must be left with half of `dust`. Source: Aave v3.3, "Aave v3.3 features"
 * (aave-v3-origin, docs/3.3), 2.1 to 2.3, and LiquidationLogic.sol.
 */
export function liquidationSize(
  of: LiquidationCase,
  rules: Pick<LendingTerms, 'closeFactor' | 'fullBelow' | 'dust'>,
): LiquidationSize | null {
  const { debtAtoms, debtPrice, collateralAtoms, collateralPrice, collateral, mostAtoms } = of;
  // Value of collateral that goes with one unit of value repaid.
  const taken = 1 + collateral.bonus;
  let repaid = Math.min(mostAtoms, largestRepayment(of, rules));
  const seizedFor = (atoms: number): number => Math.floor(((atoms * debtPrice) / collateralPrice) * taken);
  let seized = seizedFor(repaid);
  if (seized >= collateralAtoms) {
    seized = collateralAtoms;
    repaid = Math.min(repaid, Math.ceil((collateralAtoms * collateralPrice) / (debtPrice * taken)));
  }
  if (leavesDust(of, rules.dust, repaid, seized)) {
    if (!of.shrinks) return null;
    const least = rules.dust / 2;
    const room = Math.min(
      (debtAtoms * debtPrice - least) / debtPrice,
      (collateralAtoms * collateralPrice - least) / (debtPrice * taken),
    );
    repaid = Math.min(repaid, Math.floor(room));
    if (repaid < 1) return null;
    seized = seizedFor(repaid);
    if (leavesDust(of, rules.dust, repaid, seized)) return null;
  }
  const bonusAtoms = Math.floor(seized - seized / taken);
  return { repaidAtoms: repaid, seizedAtoms: seized, feeAtoms: Math.floor(bonusAtoms * collateral.fee) };
}

/** The most of one debt that one liquidation repays. */
function largestRepayment(
  { debtAtoms, debtPrice, collateralAtoms, collateralPrice, totalDebt, health }: LiquidationCase,
  { closeFactor, fullBelow, dust }: Pick<LendingTerms, 'closeFactor' | 'fullBelow' | 'dust'>,
): number {
  const isSmall = debtAtoms * debtPrice < dust || collateralAtoms * collateralPrice < dust;
  if (isSmall || health <= fullBelow) return debtAtoms;
  return Math.min(debtAtoms, Math.max(1, Math.floor((totalDebt * closeFactor) / debtPrice)));
}

function leavesDust(of: LiquidationCase, dust: number, repaidAtoms: number, seizedAtoms: number): boolean {
  const debtLeft = of.debtAtoms - repaidAtoms;
  const collateralLeft = of.collateralAtoms - seizedAtoms;
  if (debtLeft === 0 || collateralLeft === 0) return false;
  return debtLeft * of.debtPrice < dust / 2 || collateralLeft * of.collateralPrice < dust / 2;
}
