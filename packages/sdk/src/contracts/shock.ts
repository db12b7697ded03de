/** What a shock may do to the world; applied by the house, in phase 1, and published as facts. */
export type ShockEffect =
  /** Multiplies the outside value of an asset, at once or spread evenly (in logarithm) over `overMs`. */
  | { readonly kind: 'value'; readonly asset: string; readonly factor: number; readonly overMs?: number }
  /** Opens or closes a venue: `down` refuses every intent, `cancelOnly` all but cancels. */
  | { readonly kind: 'venue'; readonly venue: string; readonly state: 'open' | 'cancelOnly' | 'down' }
  /** Opens or closes the transfers between wallets of a venue; those under way arrive all the same. */
  | { readonly kind: 'transfers'; readonly venue: string; readonly open: boolean }
  /**
   * Suspends or resumes what goes to other venues, of one asset or of all; what was taken in before waits as what is asked for
   * meanwhile, and goes in its order. An asset leaves while neither its own suspension nor one of all is in force.
   */
  | { readonly kind: 'withdrawals'; readonly venue: string; readonly open: boolean; readonly asset?: string }
  /** The same for what comes from other venues: it waits, and is credited when deposits are open again. */
  | { readonly kind: 'deposits'; readonly venue: string; readonly open: boolean; readonly asset?: string }
  /**
   * How a venue moves things between its own wallets from now on: each takes `addMs` longer and its rule has this share of its
   * capacity in units (1 is all); 0 and 1 are as usual. Those under way keep their time.
   */
  | { readonly kind: 'transferPace'; readonly venue: string; readonly addMs: number; readonly capacity: number }
  /** A headline that agents may hear; tone from −1 (terrible) to 1. */
  | { readonly kind: 'news'; readonly tone: number };

/** An effect and when it comes, in milliseconds after the scenario's `at`. */
export interface TimedEffect {
  readonly afterMs: number;
  readonly effect: ShockEffect;
}

/** A shock returns its effects once, when the world is built; it acts on nothing itself. */
export interface Shock {
  effects(): readonly TimedEffect[];
}
