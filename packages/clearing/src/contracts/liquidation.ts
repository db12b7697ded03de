import type { Instrument, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import type { MarginMode } from './margin.ts';

/** A position as the policies of default handling see it; sizes in lots (signed: long is positive), prices in ticks. */
export interface PositionView {
  readonly kind: 'position';
  readonly instrument: PerpInstrument;
  readonly sizeLots: number;
  readonly markTicks: number;
  /**
   * The price at which the equity of the pool is zero when this position is closed there and every other price stays; from
   * one tick to the highest price that a book takes.
   */
  readonly bankruptcyTicks: number;
  /** Absolute value at the mark price, in atoms of the asset it settles in. */
  readonly notionalAtoms: number;
  /** Gain (positive) or loss at the mark price, in the same. */
  readonly unrealisedAtoms: number;
  /** Maintenance margin of this position alone, in the same. */
  readonly maintenanceAtoms: number;
}

/** What an account in liquidation has (positive) or owes (negative) of an asset beside its settlement asset; unified mode. */
export interface AssetView {
  readonly kind: 'asset';
  /** Index into `VenueTerms.assets`. */
  readonly asset: number;
  readonly atoms: number;
  /** Value at the collateral price and what of it counts as margin, in settlement atoms with the sign of `atoms`. */
  readonly valueAtoms: number;
  readonly marginAtoms: number;
  /** Where it can be sold or bought back for the settlement asset on this venue; null when nowhere. */
  readonly market: SpotInstrument | null;
  /** The whole lots of it on that market, signed as `atoms`: rounded down for a holding, up for a debt; 0 without a market. */
  readonly lots: number;
}

/** What a liquidation can reduce. */
export type ReducibleView = PositionView | AssetView;

/**
 * A pool of margin that its policy wants liquidated, after its open orders were cancelled. Amounts are atoms of the asset
 * that the pool is reckoned in: the venue's settlement asset, or the one that its positions settle in.
 */
export interface AccountView {
  readonly account: number;
  readonly mode: MarginMode;
  /** Everything at the marks and collateral prices, less all that is owed. */
  readonly equityAtoms: number;
  /** The same after the haircuts of collateral; equal in other modes than unified. */
  readonly marginAtoms: number;
  readonly maintenanceAtoms: number;
  /** By rising instrument index. */
  readonly positions: readonly PositionView[];
  /** By rising asset index; empty in other modes than unified. */
  readonly assets: readonly AssetView[];
  /** All of them in the order of the venue's liquidation priority; without one, positions by falling notional, then assets. */
  readonly ranked: readonly ReducibleView[];
  /** How many steps this liquidation has taken already: 0 at the first. */
  readonly step: number;
  /** Simulated time, and when this liquidation began; milliseconds since the epoch. */
  readonly nowMs: number;
  readonly sinceMs: number;
  /** Lots resting on the side of a book that a forced order would meet, within a fraction of its best price. */
  depthLots(instrument: Instrument, side: 'buy' | 'sell', within: number): number;
}

/** An immediate-or-cancel order that a liquidation sends to the same book as everyone's. */
export interface LiquidationOrder {
  /** A perpetual in which there is a position, or the market of an asset that is held or owed. */
  readonly instrument: Instrument;
  /** Negative to sell; never larger than what is held (or owed) when the order's turn comes, and never of its sign. */
  readonly signedLots: number;
  /**
   * Worst acceptable price: so many ticks, none, or the position's bankruptcy price when the order's turn comes. That
   * differs from the view's once an order before it was filled, as each view gives its position all equity. Of an asset,
   * `bankruptcy` is no limit.
   */
  readonly limit: number | 'none' | 'bankruptcy';
}

/** What the house does next with a pool in liquidation. */
export interface LiquidationStep {
  readonly orders: readonly LiquidationOrder[];
  /**
   * When the pool still breaks its margin afterwards: try again at the next mark, hand what is left to loss absorption,
   * offer its positions to keepers by auction, or let the venue's backstop vault take over all it has and owes.
   */
  readonly otherwise: 'wait' | 'absorb' | 'auction' | 'takeover';
}

/** Chooses the orders that reduce a failing pool; the house places them, and stops once it complies. One instance a venue. */
export interface LiquidationPolicy {
  /** Asked once a mark while the pool fails; an order that is not what `LiquidationOrder` says stops the run. */
  step(account: AccountView): LiquidationStep;
  /** Fee on liquidated notional, in parts per million, paid to the insurance fund out of what equity is left. */
  readonly feePpm: number;
  /** How long keepers may bid, in milliseconds; needed by a policy that auctions. */
  readonly auctionMs?: number;
}

/** Says in which order a liquidation policy meets the positions and assets of a pool; pure. */
export interface LiquidationPriorityPolicy {
  /** Returns `positions` and `assets` of the view, each once; the house stops the run otherwise. */
  rank(account: Omit<AccountView, 'ranked'>): readonly ReducibleView[];
}
