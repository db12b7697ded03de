/** How one price moved from sample to sample, and which of the moves were whose. */
interface Moves {
  readonly stamps: number[];
  readonly prices: number[];
  /** Moves that a culprit made: when, who, by how much. */
  readonly culpritStamps: number[];
  readonly culprits: number[];
  readonly culpritMoves: number[];
}

/**
 * Remembers the prices of a venue sample by sample, and which liquidation moved them: a sampled price follows from the last
 * trade among its inputs, and belongs to the liquidation that this trade was forced by, or to ordinary flow.
 * A stamp is the number of an instant at which prices were sampled.
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

  /** Takes note of a price at the present instant; `culprit` is the liquidation that moved it, 0 for ordinary flow. */
  sample(price: number, value: number, culprit: number): void {
    const moves = (this.#moves[price] ??= {
      stamps: [],
      prices: [],
      culpritStamps: [],
      culprits: [],
      culpritMoves: [],
    });
    const last = moves.prices.at(-1);
    if (last === value) return;
    if (last !== undefined && culprit !== 0) {
      moves.culpritStamps.push(this.#stamp);
      moves.culprits.push(culprit);
      moves.culpritMoves.push(value - last);
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
