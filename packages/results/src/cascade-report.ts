/** What began a cascade, when no liquidation did. */
export type CascadeCause =
  | { readonly kind: 'shock'; readonly shock: string }
  /** Ordinary trading. */
  | { readonly kind: 'flow' };

/** A liquidation that no other led to, and all that came of it. */
export interface CascadeRecord {
  /** Sequence of the fact of its root, and when that was, in microseconds since the epoch. */
  readonly seq: number;
  readonly atUs: number;
  /** Whose the root was. */
  readonly venue: string;
  readonly account: number;
  readonly class: string;
  /** The market in which the root's account was closed; absent when there were several or none. */
  readonly market?: string;
  readonly cause: CascadeCause;
  /** Share of its cause in what the root's account had lost. */
  readonly causeShare: number;
  readonly liquidations: number;
  /** Liquidations in its longest chain. */
  readonly depth: number;
  /** Sold by force, in the report's unit, and its share of all that was; 0 when nothing was sold. */
  readonly notional: number;
  readonly share: number;
  /** From the root to the last liquidation, in seconds. */
  readonly seconds: number;
  /** Liquidations in each generation, the root's first. */
  readonly breadths: readonly number[];
}

/** Which liquidations of a run led to which; what came before the end of the warm-up is left out. */
export interface CascadeReport {
  /** Of the notionals: the quote asset of the first perpetual. */
  readonly unit: string;
  readonly liquidations: number;
  /** Trees of at least two liquidations. */
  readonly cascades: number;
  /** All that was sold by force. */
  readonly notional: number;
  /** The trees of at least two liquidations that sold most, the largest first. */
  readonly largest: readonly CascadeRecord[];
}
