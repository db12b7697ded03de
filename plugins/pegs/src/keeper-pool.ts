import type { Desk, IssuerBooks, MarketView, View } from '@ebb/sdk';

/**
 * The pool of an issuer's coin where a keeper works: the one that is named, else the first of the coin against the reference; undefined
 * where that is no pool, or on a venue where the issuer has no wallet. Throws a RangeError when the name is another coin's.
 */
export function keeperPool(desk: Desk, books: IssuerBooks, view: View, name?: string): MarketView | undefined {
  const { coin, reference } = books;
  const named = name === undefined ? undefined : view.market(name);
  if (named !== undefined && named.base !== coin) {
    throw new RangeError(`'pool' (${name}) sells ${named.base}, not ${coin}`);
  }
  const markets = named === undefined ? view.markets.filter(({ quote }) => quote === reference) : [named];
  return markets.find((each) => each.base === coin && isPool(desk, books, each));
}

function isPool(desk: Desk, books: IssuerBooks, market: MarketView): boolean {
  try {
    books.balance(books.coin, `@${market.venue}`);
    desk.pool(market);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
