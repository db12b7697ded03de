/**
 * What became of a transfer: the venue took it and the asset left its wallet (`requested`), it is in the other wallet
 * (`arrived`), or nothing was moved (`refused`).
 */
export const transferStates = { requested: 1, arrived: 2, refused: 3 } as const;
export type TransferState = keyof typeof transferStates;

/**
 * Why a venue refused a transfer. `insufficientBalance`: not so much is free, or it is needed as margin. `transfersClosed`: the
 * venue suspended all transfers. `noCapacity`: its rule for transfers takes no more now. `inLiquidation`: the account is being
 * liquidated, and what it trades from stays where it is. `overloaded`: too much else waited at the gateway.
 */
export const transferRefusals = {
  none: 0,
  insufficientBalance: 1,
  transfersClosed: 2,
  noCapacity: 3,
  venueDown: 4,
  inLiquidation: 5,
  overloaded: 6,
} as const;
export type TransferRefusal = keyof typeof transferRefusals;
export type TransferRefusalCode = (typeof transferRefusals)[TransferRefusal];

const states = ['none', ...Object.keys(transferStates)] as TransferState[];
const refusals = Object.keys(transferRefusals) as TransferRefusal[];

/** The word for a transfer state's number. */
export function transferStateName(code: number): TransferState {
  return states[code];
}

/** The word for the number of a reason. */
export function transferRefusalName(code: number): TransferRefusal {
  return refusals[code];
}
