import type { IndexSource } from '@ebb/sdk';

/** The price of the market of that name in its own quote; NaN when there is none, it is closed, or it has no price. */
export function marketPrice(sources: readonly IndexSource[], name: string, price: 'mid' | 'last'): number {
  for (const source of sources) {
    if (source.name === name) return source.open && source[price] > 0 ? source[price] : NaN;
  }
  return NaN;
}

/** The outside value of an asset in the scenario's unit of account; NaN when it has none. */
export function outsideValue(sources: readonly IndexSource[], asset: string): number {
  for (const source of sources) {
    if (source.kind === 'outside' && source.base === asset && source.mid > 0) return source.mid;
  }
  return NaN;
}
