import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { lendingKindName, lendingRefusalName } from './lending-codes.ts';
import type { LendingKind, LendingRefusal } from './lending-codes.ts';
import type { LendingPlace } from './lending-terms.ts';

/** An account's order to a lending market was done or refused. */
export interface LendingChanged extends FactHead {
  readonly lender: string;
  readonly account: number;
  /** The number that the desk gave it: the sequence of the intent. */
  readonly order: number;
  readonly kind: LendingKind;
  readonly asset: string;
  /** Units that were moved; 0 when refused. */
  readonly amount: number;
  /** Why it was refused; else `none`. */
  readonly refusal: LendingRefusal;
  /** What the account has supplied and owes of the asset afterwards. */
  readonly supplied: number;
  readonly borrowed: number;
  readonly amountAtoms: number;
}

export const lendingChanged = defineFact(
  'lendingChanged',
  ['account', 'order', 'kind', 'asset', 'amountAtoms', 'refusal', 'suppliedAtoms', 'borrowedAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: LendingPlace,
    account: number,
    order: number,
    kind: number,
    asset: number,
    amountAtoms: number,
    refusal: number,
    suppliedAtoms: number,
    borrowedAtoms: number,
  ): LendingChanged => {
    const { symbol, atomsPerUnit } = on.assets[asset];
    return {
      type: 'lendingChanged',
      seq,
      timeUs,
      cause,
      origin,
      lender: on.lender,
      account,
      order,
      kind: lendingKindName(kind),
      asset: symbol,
      amount: amountAtoms / atomsPerUnit,
      refusal: lendingRefusalName(refusal),
      supplied: suppliedAtoms / atomsPerUnit,
      borrowed: borrowedAtoms / atomsPerUnit,
      amountAtoms,
    };
  },
);

/** A keeper repaid part of an unhealthy account's debt and took some of its collateral for it. */
export interface LendingLiquidation extends FactHead {
  readonly lender: string;
  readonly account: number;
  readonly keeper: number;
  /** Symbols, and units of them. */
  readonly debt: string;
  readonly repaid: number;
  readonly collateral: string;
  readonly seized: number;
  /** What the market kept of it. */
  readonly fee: number;
  /** Of the account, before. */
  readonly health: number;
  /** At the market's prices, in units of the asset that they are in. */
  readonly repaidValue: number;
  readonly seizedValue: number;
  /** Whether the keeper sold what he took to repay. */
  readonly flash: boolean;
  readonly repaidAtoms: number;
  readonly seizedAtoms: number;
  readonly feeAtoms: number;
}

export const lendingLiquidation = defineFact(
  'lendingLiquidation',
  [
    ...(['account', 'keeper', 'debt', 'repaidAtoms', 'collateral', 'seizedAtoms', 'feeAtoms'] as const),
    ...(['health', 'repaidValue', 'seizedValue', 'flash'] as const),
  ],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: LendingPlace,
    account: number,
    keeper: number,
    debt: number,
    repaidAtoms: number,
    collateral: number,
    seizedAtoms: number,
    feeAtoms: number,
    health: number,
    repaidValue: number,
    seizedValue: number,
    flash: number,
  ): LendingLiquidation => ({
    type: 'lendingLiquidation',
    seq,
    timeUs,
    cause,
    origin,
    lender: on.lender,
    account,
    keeper,
    debt: on.assets[debt].symbol,
    repaid: repaidAtoms / on.assets[debt].atomsPerUnit,
    collateral: on.assets[collateral].symbol,
    seized: seizedAtoms / on.assets[collateral].atomsPerUnit,
    fee: feeAtoms / on.assets[collateral].atomsPerUnit,
    health,
    repaidValue,
    seizedValue,
    flash: flash === 1,
    repaidAtoms,
    seizedAtoms,
    feeAtoms,
  }),
);

/** A debt that no collateral was left for was struck out. */
export interface LendingBadDebt extends FactHead {
  readonly lender: string;
  readonly account: number;
  readonly asset: string;
  /** Units of the asset: all of it, and who bore it; `left` nobody yet. */
  readonly amount: number;
  readonly fromReserve: number;
  readonly fromSuppliers: number;
  readonly left: number;
  readonly amountAtoms: number;
}

export const lendingBadDebt = defineFact(
  'lendingBadDebt',
  ['account', 'asset', 'amountAtoms', 'fromReserveAtoms', 'fromSuppliersAtoms', 'leftAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: LendingPlace,
    account: number,
    asset: number,
    amountAtoms: number,
    fromReserveAtoms: number,
    fromSuppliersAtoms: number,
    leftAtoms: number,
  ): LendingBadDebt => {
    const { symbol, atomsPerUnit } = on.assets[asset];
    return {
      type: 'lendingBadDebt',
      seq,
      timeUs,
      cause,
      origin,
      lender: on.lender,
      account,
      asset: symbol,
      amount: amountAtoms / atomsPerUnit,
      fromReserve: fromReserveAtoms / atomsPerUnit,
      fromSuppliers: fromSuppliersAtoms / atomsPerUnit,
      left: leftAtoms / atomsPerUnit,
      amountAtoms,
    };
  },
);
