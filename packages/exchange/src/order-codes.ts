/**
 * Why a venue refused an order, or a change of one. Refusals are values; a thrown error is a bug. `notResting`: only orders
 * in the book can be amended, not stops that wait. `noMarkPrice`: the market has none, or none yet. What is asked for an
 * order that is done, or is another's, is not answered at all. `auction`: a halted market takes only orders that can rest.
 * `restsNowhere`: a market that is a pool has no book; it takes market orders, and limits that take at once or not at all.
 * `outsideBand`: the limit is beyond what the market's circuit breakers allow now.
 */
export const refusals = {
  none: 0,
  notResting: 1,
  priceOutOfRange: 2,
  sizeOutOfRange: 3,
  insufficientBalance: 4,
  insufficientMargin: 5,
  wouldTake: 6,
  notFillable: 7,
  rateLimited: 8,
  venueDown: 9,
  cancelOnly: 10,
  reduceOnly: 11,
  inLiquidation: 12,
  auction: 13,
  noMarkPrice: 14,
  outsideBand: 15,
  overloaded: 16,
  restsNowhere: 17,
} as const;
export type RefusalCode = (typeof refusals)[keyof typeof refusals];

/** What became of an order; `resting` and `waiting` (a stop) are the states that live on. */
export const orderStates = {
  refused: 1,
  resting: 2,
  waiting: 3,
  filled: 4,
  cancelled: 5,
  expired: 6,
  amended: 7,
} as const;
export type OrderState = keyof typeof orderStates;

const stateNames = Object.entries(orderStates).reduce<OrderState[]>((names, [name, code]) => {
  names[code] = name as OrderState;
  return names;
}, []);
const refusalNames = Object.entries(refusals).reduce<(keyof typeof refusals)[]>((names, [name, code]) => {
  names[code] = name as keyof typeof refusals;
  return names;
}, []);

/** The word for a state's number. */
export function orderStateName(code: number): OrderState {
  return stateNames[code];
}

/** The word for a refusal's number. */
export function refusalName(code: number): keyof typeof refusals {
  return refusalNames[code];
}
