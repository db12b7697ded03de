/** What the name of a market says of it. */
export interface MarketId {
  readonly id: string;
  /** As in `BTC/USDT:USDT`. */
  readonly symbol: string;
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  readonly perp: boolean;
}

const FORM = /^([^/:@]+)\/([^/:@]+)(:[^/:@]+)?@(.+)$/;

/** Takes `BTC/USDT:USDT@alpha` apart; undefined for what is not the name of a market. */
export function parseMarketId(id: string): MarketId | undefined {
  const match = FORM.exec(id);
  if (match === null) return undefined;
  const [, base = '', quote = '', settle, venue = ''] = match;
  return { id, symbol: id.slice(0, id.length - venue.length - 1), venue, base, quote, perp: settle !== undefined };
}
