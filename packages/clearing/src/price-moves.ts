/** How one price moved from sample to sample, and which of the moves were whose. */
interface Moves {
  readonly stamps: number[];
  readonly prices: number[];
  /** Moves that a culprit made: when, who, by how much. */
  readonly culpritStamps: number[];
  readonly culprits: number[];
  readonly culpritMoves: number[];
}

/** A liquidation that made a share of a price's move. */
export interface PriceMover {
  /** The sequence of its fact. */
  readonly culprit: number;
  /** From 0 to 1. */
  readonly share: number;
}

/**
 * Remembers the prices of a venue sample by sample, and which liquidations moved them by which share; the rest of a move is
 * ordinary flow. A stamp is the number of an instant at which prices were sampled.
 */
export class PriceMoves {
  readonly #moves: Moves[] = [];
  #stamp = 0;

  /** The number of the present instant. */
  get stamp(): number {
    return this.#stamp;
  }

  /** Begins the next instant. */
  next(): void {
    this.#stamp++;
  }

  /** Takes note of a price at the present instant; `moversOf` says which liquidations moved it up (1) or down (−1) to there. */
  sample(price: number, value: number, moversOf: (direction: number) => readonly PriceMover[]): void {
    const moves = (this.#moves[price] ??= {
      stamps: [],
      prices: [],
      culpritStamps: [],
      culprits: [],
      culpritMoves: [],
    });
    const last = moves.prices.at(-1);
    if (last === value) return;
    const move = last === undefined ? 0 : value - last;
    for (const { culprit, share } of move === 0 ? [] : moversOf(Math.sign(move))) {
      moves.culpritStamps.push(this.#stamp);
      moves.culprits.push(culprit);
      moves.culpritMoves.push(move * share);
    }
    moves.stamps.push(this.#stamp);
    moves.prices.push(value);
  }

  /** How far a price has moved since an instant. */
  since(price: number, stamp: number): number {
    const moves = this.#moves[price];
    if (moves === undefined) return 0;
    const at = lastAtOrBefore(moves.stamps, stamp);
    return moves.prices[moves.prices.length - 1] - moves.prices[Math.max(0, at)];
  }

  /** Visits the moves that culprits made since an instant, in order. */
  forEachCulprit(price: number, stamp: number, visit: (culprit: number, move: number) => void): void {
    const moves = this.#moves[price];
    if (moves === undefined) return;
    for (let at = lastAtOrBefore(moves.culpritStamps, stamp) + 1; at < moves.culprits.length; at++) {
      visit(moves.culprits[at], moves.culpritMoves[at]);
    }
  }
}

/** The place of the last stamp that is not after another; −1 when all are. */
function lastAtOrBefore(stamps: readonly number[], stamp: number): number {
  let low = 0;
  let high = stamps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stamps[middle] <= stamp) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
