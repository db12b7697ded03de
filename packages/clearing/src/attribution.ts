import { NO_POSITION } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';
import { PriceMoves } from './price-moves.ts';

const PARTS = 1_000_000;

/** Who made a pool lose its health, and how much of the loss was theirs. */
export interface Blame {
  /** The liquidation with the largest share, by the sequence of its fact; 0 when ordinary flow took more than all of them. */
  readonly parent: number;
  /** That share (of ordinary flow when there is no parent), in parts per million. */
  readonly sharePpm: number;
}

/**
 * Finds for a pool that fails the liquidation that did most to it: prices moved since the pool was last judged in good
 * health with its present books, each by forced trades or by ordinary flow, and each move took so much of the pool's equity
 * as its holdings at present are worth in it. To first order: of inverse contracts by their slope at the present price.
 */
export class Attribution {
  readonly moves = new PriceMoves();
  readonly #house: ClearingHouse;
  readonly #ledger: Ledger;
  readonly #instruments: readonly Instrument[];
  /** By unit: the instant before the one at which its books were last seen changed. */
  #anchors = new Int32Array(64);

  constructor(house: ClearingHouse, ledger: Ledger, instruments: readonly Instrument[]) {
    this.#house = house;
    this.#ledger = ledger;
    this.#instruments = instruments;
  }

  /** Takes note that the books of a unit changed since the last instant. */
  touched(unit: number): void {
    if (unit >= this.#anchors.length) {
      const grown = new Int32Array(Math.max(unit + 1, this.#anchors.length * 2));
      grown.set(this.#anchors);
      this.#anchors = grown;
    }
    this.#anchors[unit] = this.moves.stamp - 1;
  }

  /** Says who did most to a unit that fails now. */
  blame(unit: number): Blame {
    const since = unit < this.#anchors.length ? this.#anchors[unit] : 0;
    const losses = new Map<number, number>();
    let total = 0;
    let forced = 0;
    this.#forEachSlope(unit, (price, slope) => {
      total -= slope * this.moves.since(price, since);
      this.moves.forEachCulprit(price, since, (culprit, move) => {
        const loss = -slope * move;
        forced += loss;
        losses.set(culprit, (losses.get(culprit) ?? 0) + loss);
      });
    });
    if (!(total > 0)) return { parent: 0, sharePpm: 0 };
    if (forced * 2 <= total) return { parent: 0, sharePpm: share(total - forced, total) };
    let parent = 0;
    let most = 0;
    for (const [culprit, loss] of losses) {
      if (loss <= most) continue;
      parent = culprit;
      most = loss;
    }
    return { parent, sharePpm: share(most, total) };
  }

  /** Visits the prices that matter to a unit, with what its equity gains for each unit that the price rises. */
  #forEachSlope(unit: number, visit: (price: number, slope: number) => void): void {
    const { positions, units, values } = this.#house;
    const settle = units.settleOf(unit);
    for (let slot = positions.firstOfAccount(unit); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      const instrument = this.#instruments[positions.instrumentAt(slot)] as PerpInstrument;
      const lots = positions.sizeLotsAt(slot);
      const mark = this.#house.markTicks(instrument);
      const rate = instrument.settle === settle ? 1 : values.valueOfAtom(instrument.settle);
      const slope = instrument.inverse
        ? (lots * instrument.valuePerLotTick) / mark / mark
        : lots * instrument.atomsPerTickLot;
      visit(instrument.index, slope * rate);
    }
    if (units.policyOf(unit).mode !== 'unified') return;
    const wallet = units.walletOf(unit);
    for (const { index } of this.#ledger.assets) {
      const atoms = index === settle ? 0 : this.#ledger.balance(wallet, index);
      const price = this.#instruments.length + index;
      const value = this.#house.priceAt(price);
      if (atoms !== 0 && value > 0) visit(price, (atoms * values.valueOfAtom(index)) / value);
    }
  }
}

function share(loss: number, total: number): number {
  return Math.min(PARTS, Math.max(0, Math.round((loss / total) * PARTS)));
}
