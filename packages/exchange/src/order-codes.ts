/** Why a venue refused an intent. Refusals are values; a thrown error is a bug. */
export const refusals = {
  none: 0,
  unknownOrder: 1,
  noWallet: 2,
  priceOutOfRange: 3,
  sizeOutOfRange: 4,
  insufficientBalance: 5,
  insufficientMargin: 6,
  wouldTake: 7,
  notFillable: 8,
  rateLimited: 9,
  venueDown: 10,
  cancelOnly: 11,
  reduceOnly: 12,
  inLiquidation: 13,
  auction: 14,
  noMarkPrice: 15,
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
const refusalNames = Object.keys(refusals) as (keyof typeof refusals)[];

/** The word for a state's number. */
export function orderStateName(code: number): OrderState {
  return stateNames[code];
}

/** The word for a refusal's number. */
export function refusalName(code: number): keyof typeof refusals {
  return refusalNames[code];
}
