import fc from 'fast-check';

/** A market of a random scenario. */
export interface RandomMarket {
  /** `SYMBOL@venue`. */
  readonly id: string;
  readonly symbol: string;
  readonly venue: string;
  readonly kind: 'spot' | 'perp';
  readonly base: string;
  /** The outside value of its base at the start, in quote units. */
  readonly price: number;
  /** A size that is worth some hundred quote units. */
  readonly size: number;
}

/** A coin of a random scenario: its decimals fit the steps of every market it is traded on. */
export interface RandomCoin {
  readonly name: string;
  readonly price: number;
  readonly tick: number;
  readonly lot: number;
}

/** The asset that every market of a random scenario is priced in, and its decimals. */
export const QUOTE = 'USD';
export const QUOTE_DECIMALS = 6;

/** Coins worth a hundredth to a hundred thousand, with ticks and lots in proportion. */
export function randomCoins(): fc.Arbitrary<readonly RandomCoin[]> {
  const coin = fc.tuple(fc.integer({ min: -2, max: 5 }), fc.integer({ min: 100, max: 999 }));
  return fc.array(coin, { minLength: 1, maxLength: 2 }).map((coins) =>
    coins.map(([magnitude, digits], place) => ({
      name: place === 0 ? 'ABC' : 'XYZ',
      price: Number(`${digits}e${magnitude - 2}`),
      tick: Number(`1e${magnitude - 4}`),
      lot: Number(`1e${Math.max(-2, -magnitude)}`),
    })),
  );
}

/** Every market that two venues could list on some coins. */
export function marketsOf(coins: readonly RandomCoin[]): readonly RandomMarket[] {
  return coins.flatMap(({ name, price, lot }) =>
    (['alpha', 'beta'] as const).flatMap((venue) =>
      (['spot', 'perp'] as const).map((kind) => {
        const symbol = kind === 'spot' ? `${name}/${QUOTE}` : `${name}/${QUOTE}:${QUOTE}`;
        const size = Math.max(lot, Math.round(300 / price / lot) * lot);
        return { id: `${symbol}@${venue}`, symbol, venue, kind, base: name, price, size };
      }),
    ),
  );
}
