import { pow } from '@ebb/sdk';

/** Which side a swap offers: the coin for the second one, or the second one for the coin. */
export type Offered = 'coin' | 'second';

/**
 * The virtual pools of the market module of Terra, in units of the reference: a constant product around `base`, and by how much
 * the pool of the coin is above it (`delta`). The pool of the second coin is base² ÷ (base + delta).
 */
export interface TerraPools {
  readonly base: number;
  readonly delta: number;
}

/**
 * The part of an offer that a swap costs: max(minSpread, (offer − ask) ÷ offer), where ask = askPool − base² ÷ (offerPool + offer);
 * from terra-money/classic-core, x/market/keeper/swap.go, ComputeSwap.
 */
export function swapSpread({ base, delta }: TerraPools, offered: Offered, offer: number, minSpread: number): number {
  const coinPool = base + delta;
  const offerPool = offered === 'coin' ? coinPool : (base * base) / coinPool;
  // The same as the difference of the two pools, without losing small offers in it.
  const spread = 1 - (base / offerPool) * (base / (offerPool + offer));
  return Math.max(minSpread, spread);
}

/** Delta after a swap: more by the offer when the coin was offered, less by what was paid when it was asked for; ApplySwapToPool there. */
export function deltaAfter({ delta }: TerraPools, offered: Offered, offer: number, spread: number): number {
  return offered === 'coin' ? delta + offer : delta - offer * (1 - spread);
}

/** Delta after so many blocks, in each of which it loses its part 1 ÷ period; ReplenishPools in x/market/keeper/keeper.go there. */
export function replenished(delta: number, period: number, blocks: number): number {
  return delta * pow(1 - 1 / period, blocks);
}
