/**
 * What an order to a lending market asks for. `pledge` and `unpledge` say whether what is supplied counts as collateral;
 * `seize` is a liquidation whose liquidator takes over the claim instead of the asset, `flash` one that sells what it takes
 * on a market and repays out of that.
 */
export const lendingKinds = {
  supply: 0,
  withdraw: 1,
  borrow: 2,
  repay: 3,
  pledge: 4,
  unpledge: 5,
  liquidate: 6,
  seize: 7,
  flash: 8,
} as const;
export type LendingKind = keyof typeof lendingKinds;

/**
 * Why a lending market refused an order. `insufficientBalance`: the wallet has not so much to spend. `insufficientClaim`: not so
 * much was supplied. `insufficientCash`: it is lent out. `insufficientCollateral`: less than the loan-to-value limit would be
 * left, or a health below 1. `healthy`: nothing may be liquidated at a health of 1 and more. `nothingThere`: no such debt or
 * collateral. `overCap`: more than the market takes in or lends. `leavesDust`: too little would be left of both debt and
 * collateral. `noBuyer`: the market that a flash liquidation sells on takes nothing at a price that repays the debt.
 */
export const lendingRefusals = {
  none: 0,
  venueDown: 1,
  overloaded: 2,
  notListed: 3,
  insufficientBalance: 4,
  insufficientClaim: 5,
  insufficientCash: 6,
  insufficientCollateral: 7,
  healthy: 8,
  nothingThere: 9,
  noPrice: 10,
  overCap: 11,
  leavesDust: 12,
  ownAccount: 13,
  noBuyer: 14,
} as const;
export type LendingRefusal = keyof typeof lendingRefusals;
export type LendingRefusalCode = (typeof lendingRefusals)[LendingRefusal];

const kinds = Object.keys(lendingKinds) as LendingKind[];
const refusals = Object.keys(lendingRefusals) as LendingRefusal[];

/** The word for the number of a kind. */
export function lendingKindName(code: number): LendingKind {
  return kinds[code];
}

/** The word for the number of a reason. */
export function lendingRefusalName(code: number): LendingRefusal {
  return refusals[code];
}
