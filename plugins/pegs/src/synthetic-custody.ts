import type { Desk, MarketView } from '@ebb/sdk';
import type { SyntheticTill } from './synthetic-till.ts';

/** What is left at the venue when all that is free is taken out: the venue rounds for itself. */
const DUST = 0.01;

/** Where a synthetic dollar keeps its margin, and how much. */
export interface SyntheticCustodyTerms {
  /** The asset that the perpetual settles in. */
  readonly stable: string;
  readonly venue: string;
  /** Margin per notional of the short. */
  readonly margin: number;
  readonly settleMs: number;
}

/**
 * Money at a venue under off-exchange settlement: margin goes there with every contract that is sold and comes back with every
 * one that is bought back, but results stay there, gains and losses alike, until the next settlement with the custodian.
 */
export class SyntheticCustody {
  readonly #desk: Desk;
  readonly #terms: SyntheticCustodyTerms;
  readonly #pot: string;
  /** Contracts that margin was posted for, and the price that it was reckoned at. */
  #covered = 0;
  #price = NaN;
  #settleAtMs: number;
  /** Money at the venue that spot purchases are paid from, and that spot sales brought. */
  #spotCash = 0;

  constructor(desk: Desk, spot: MarketView, terms: SyntheticCustodyTerms, startMs: number) {
    this.#desk = desk;
    this.#terms = terms;
    this.#pot = `@${terms.venue}`;
    this.#settleAtMs = startMs + terms.settleMs;
    desk.react(desk.fills$, ({ fee, market, price, side, size }) => {
      if (market === spot.id) this.#spotCash += (side === 'buy' ? -price * size : price * size) - fee;
    });
  }

  /** Equity behind the short after the till's moves: all that is at the venue but what spot purchases are paid from. */
  equity(till: SyntheticTill): number {
    const { stable, venue } = this.#terms;
    return this.#desk.equity(venue) - till.taken(stable, this.#pot) - this.#spotCash;
  }

  /** Brings money for a spot purchase; returns how much there is. */
  payIn(till: SyntheticTill, amount: number): number {
    const lacks = amount - this.#spotCash;
    if (lacks > 0) this.#spotCash += till.move(this.#terms.stable, lacks, 'reserve', this.#pot);
    return this.#spotCash;
  }

  /** Takes out what spot sales brought and purchases left; a loss of the spot trades is a loss of the margin from then on. */
  sweep(till: SyntheticTill): void {
    const free = Math.min(this.#spotCash, this.spendable(till));
    this.#spotCash = Math.max(0, this.#spotCash - till.move(this.#terms.stable, free, this.#pot, 'reserve'));
  }

  /** Posts margin for a short of so many contracts, or takes back what fewer need, as far as losses have left it. */
  cover(till: SyntheticTill, contracts: number, price: number): void {
    const { margin, stable } = this.#terms;
    if (Number.isNaN(this.#price)) this.#price = price;
    const each = margin * this.#price;
    const needs = (contracts - this.#covered) * each;
    if (needs > 0) {
      const fromCustody = till.move(stable, needs, 'custody', this.#pot);
      this.#covered += (fromCustody + till.move(stable, needs - fromCustody, 'reserve', this.#pot)) / each;
    } else if (needs < 0) {
      const spare = this.equity(till) - margin * price * contracts;
      till.move(stable, Math.min(-needs, spare, this.spendable(till) - this.#spotCash), this.#pot, 'custody');
      this.#covered = contracts;
    }
  }

  /** Settles with the custodian when that is due: afterwards there is the margin that the short needs, as far as money goes. */
  settle(till: SyntheticTill, contracts: number, price: number, nowMs: number): boolean {
    if (nowMs < this.#settleAtMs) return false;
    const { margin, settleMs, stable } = this.#terms;
    this.#settleAtMs += settleMs;
    const lacks = margin * price * contracts - this.equity(till);
    if (lacks > 0) {
      const fromCustody = till.move(stable, lacks, 'custody', this.#pot);
      till.move(stable, lacks - fromCustody, 'reserve', this.#pot);
    } else till.move(stable, Math.min(-lacks, this.spendable(till) - this.#spotCash), this.#pot, 'custody');
    this.#covered = contracts;
    this.#price = price;
    return true;
  }

  /** Most of an asset of this price that may leave the venue besides what the till has taken already. */
  spendable(till: SyntheticTill, asset = this.#terms.stable, price = 1): number {
    const { stable, venue } = this.#terms;
    const left = this.#desk.available(venue) - till.taken(stable, this.#pot);
    const free = this.#desk.free(asset, venue) - till.taken(asset, this.#pot);
    return Math.min(free, left / price) - (asset === stable ? DUST : 0);
  }
}
