/** Which moves of a price hurt a pool of margin: falls, rises, or either. */
export const hurts = { fall: -1, either: 0, rise: 1 } as const;

/**
 * What the latest judgement of a pool in good health promises: while none of its prices has moved by more than `reach`
 * (relative to where it was, in the direction that hurts; for `either`, in both), the pool need not be liquidated.
 * `reach` is 0 when any adverse move has to be looked at, and Infinity when none can hurt.
 */
export interface Certificate {
  readonly reach: number;
  /** How many prices matter, and which; entries from `count` on mean nothing. */
  readonly count: number;
  readonly prices: Int32Array;
  readonly hurts: Int8Array;
}

/**
 * The books that a margin watch keeps an eye on. Pools of margin (units) and prices are small integers; a price is a mark in
 * ticks or a collateral price, 0 or NaN before the first.
 */
export interface WatchedBook {
  readonly priceCount: number;
  priceAt(price: number): number;
  /** Visits each unit whose balances, positions or debts changed since the last call, in the order of the first change; it may be visited twice. */
  takeTouched(visit: (unit: number) => void): void;
  /** Visits each unit that a price matters to, once, in no particular order. */
  forEachHolder(price: number, visit: (unit: number) => void): void;
  /** Whether the unit has to be liquidated at the present prices; when not, `certificate` is its certificate, until the next call. */
  judge(unit: number): boolean;
  readonly certificate: Certificate;
}
