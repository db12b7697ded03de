/**
 * Which way a transfer goes at a venue: between two of its wallets, out to another venue, or in from one. A chain is a venue
 * like any.
 */
export const transferWays = { internal: 0, withdrawals: 1, deposits: 2 } as const;
export type TransferWay = keyof typeof transferWays;

/**
 * What became of a transfer: the venue took it and the asset left its wallet (`requested`), it is in the other wallet
 * (`arrived`), or nothing was moved (`refused`). One to another venue is `released` in between: it has left the first;
 * `waiting`, with the reason, before it leaves or before it arrives, tells that it is held up, and is lost by none.
 */
export const transferStates = { requested: 1, arrived: 2, refused: 3, released: 4, waiting: 5 } as const;
export type TransferState = keyof typeof transferStates;

/**
 * Why a venue refused a transfer, or keeps it waiting. `insufficientBalance`: not so much is free, or it is needed as margin. `transfersClosed`: the
 * venue suspended those between its wallets. `noCapacity`: its rule for them takes no more now. `inLiquidation`: the account is
 * being liquidated, and what it trades from stays where it is. `overloaded`: too much else waited at the gateway.
 * `withdrawalsClosed`, `depositsClosed`: the venue suspended those to, or from, other venues. `belowFee`: the fee would leave nothing to move.
 */
export const transferRefusals = {
  none: 0,
  insufficientBalance: 1,
  transfersClosed: 2,
  noCapacity: 3,
  venueDown: 4,
  inLiquidation: 5,
  overloaded: 6,
  withdrawalsClosed: 7,
  belowFee: 8,
  depositsClosed: 9,
} as const;
export type TransferRefusal = keyof typeof transferRefusals;
export type TransferRefusalCode = (typeof transferRefusals)[TransferRefusal];

const states = ['none', ...Object.keys(transferStates)] as TransferState[];
const refusals = Object.keys(transferRefusals) as TransferRefusal[];
const ways = Object.keys(transferWays) as TransferWay[];

/** The word for a transfer state's number. */
export function transferStateName(code: number): TransferState {
  return states[code];
}

/** The word for the number of a reason. */
export function transferRefusalName(code: number): TransferRefusal {
  return refusals[code];
}

/** The word for the number of a way. */
export function transferWayName(code: number): TransferWay {
  return ways[code];
}
