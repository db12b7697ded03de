import type { BreakerMarket, Instrument } from '@ebb/sdk';

/** A market as a breaker sees it: last, bid and ask at `lastTicks`, without mark and index, at time 0 unless told otherwise. */
export function breakerMarket(lastTicks: number, more: Partial<BreakerMarket> = {}): BreakerMarket {
  const prices = { lastTicks, markTicks: 0, indexTicks: 0, bidTicks: lastTicks, askTicks: lastTicks };
  return { instrument: { kind: 'perp', symbol: 'BTC/USDT:USDT' } as Instrument, nowMs: 0, ...prices, ...more };
}
