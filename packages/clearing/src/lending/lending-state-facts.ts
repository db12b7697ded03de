import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import type { LendingPlace } from './lending-terms.ts';

/** How one asset of a lending market stands; told at an interval when anything but interest changed it. */
export interface LendingRate extends FactHead {
  readonly lender: string;
  readonly asset: string;
  /** The share that is lent out, and interest a year on debts and on what is supplied; fractions. */
  readonly utilisation: number;
  readonly borrowRate: number;
  readonly supplyRate: number;
  /** The market's price; 0 before the first. */
  readonly price: number;
  /** Units of the asset. */
  readonly cash: number;
  readonly supplied: number;
  readonly borrowed: number;
  readonly reserve: number;
  readonly deficit: number;
}

export const lendingRate = defineFact(
  'lendingRate',
  [
    ...(['asset', 'utilisation', 'borrowRate', 'supplyRate', 'price'] as const),
    ...(['cashAtoms', 'suppliedAtoms', 'borrowedAtoms', 'reserveAtoms', 'deficitAtoms'] as const),
  ],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: LendingPlace,
    asset: number,
    utilisation: number,
    borrowRate: number,
    supplyRate: number,
    price: number,
    cashAtoms: number,
    suppliedAtoms: number,
    borrowedAtoms: number,
    reserveAtoms: number,
    deficitAtoms: number,
  ): LendingRate => {
    const { symbol, atomsPerUnit } = on.assets[asset];
    return {
      type: 'lendingRate',
      seq,
      timeUs,
      cause,
      origin,
      lender: on.lender,
      asset: symbol,
      utilisation,
      borrowRate,
      supplyRate,
      price,
      cash: cashAtoms / atomsPerUnit,
      supplied: suppliedAtoms / atomsPerUnit,
      borrowed: borrowedAtoms / atomsPerUnit,
      reserve: reserveAtoms / atomsPerUnit,
      deficit: deficitAtoms / atomsPerUnit,
    };
  },
);

/** How the borrowers of a lending market stand together; told with its rates. */
export interface LendingHealth extends FactHead {
  readonly lender: string;
  readonly borrowers: number;
  /** Those with a health below 1, and the lowest of all; Infinity without borrowers. */
  readonly unhealthy: number;
  readonly minHealth: number;
  /** What they have pledged and owe, in units of the asset that prices are in. */
  readonly collateral: number;
  readonly debt: number;
}

export const lendingHealth = defineFact(
  'lendingHealth',
  ['borrowers', 'unhealthy', 'minHealth', 'collateral', 'debt'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: LendingPlace,
    borrowers: number,
    unhealthy: number,
    minHealth: number,
    collateral: number,
    debt: number,
  ): LendingHealth => ({
    type: 'lendingHealth',
    seq,
    timeUs,
    cause,
    origin,
    lender: on.lender,
    borrowers,
    unhealthy,
    minHealth,
    collateral,
    debt,
  }),
);
