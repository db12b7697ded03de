/** The side of an order: `BUY` (+1) or `SELL` (−1); a position changes by side × size. */
export type Side = 1 | -1;

/** The side of an order that buys. */
export const BUY = 1;

/** The side of an order that sells. */
export const SELL = -1;
