/** Which side of a market an order is on. */
export type Side = 'buy' | 'sell';
