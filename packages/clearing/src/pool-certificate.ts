import type { PerpInstrument } from '@ebb/ledger';
import type { MarginBound, MarginPolicy } from './contracts/margin.ts';
import { hurts } from './watched-book.ts';
import type { Certificate } from './watched-book.ts';

/** Within this reach the value of a short is at most twice what it is: slopes are asked for up to there. */
const LARGEST_REACH = 1;
/** Where a value is not linear in its prices (inverse contracts, results in an asset that moves itself), the reach ends here. */
const CURVED_REACH = 0.2;
/** In a curved pool no value grows by more than 1.2 / 0.8 within the reach. */
const CURVED_GROWTH = 1.5;
/** More atoms than any account has: 2 to the 50th. */
const LARGEST = 0x4000000000000;

/**
 * Gathers, while a pool is valued, how steeply its headroom H = margin − ratio × maintenance falls as prices move against
 * it, and certifies the reach H ÷ Σ steepness: no adverse moves of all its prices up to that, relative to where they are,
 * take H below zero. Steepness is in atoms for a relative move of one.
 *
 * A linear long loses its value × move, and its maintenance margin falls with it; a short loses as much, and its maintenance
 * margin rises by at most the steepest slope up to twice its notional. An inverse contract is worth its value ÷ (1 ± move).
 * Roundings to whole atoms are taken off H: two for each amount, times the ratio where that multiplies them.
 */
export class PoolCertificate implements Certificate {
  reach = 0;
  count = 0;
  readonly prices: Int32Array;
  readonly hurts: Int8Array;
  readonly #instrumentCount: number;
  #bound: MarginBound | null = null;
  /** Whether gains of the pool's own asset count as margin in full. */
  #gainsCount = true;
  #isOff = true;
  #steepness = 0;
  #largest = Infinity;
  #amounts = 0;
  /** By instrument, for the bound they were asked of: whether even its steepest slope is gentle enough that gains never hurt. */
  readonly #gentle = new Map<MarginBound, Int8Array>();
  /** By policy of unified mode: whether it counts the pool's own asset in full. */
  readonly #inFull = new Map<MarginPolicy, boolean>();

  constructor(instrumentCount: number, assetCount: number) {
    this.#instrumentCount = instrumentCount;
    this.prices = new Int32Array(instrumentCount + assetCount);
    this.hurts = new Int8Array(instrumentCount + assetCount);
  }

  /** Begins a pool that the policy judges, reckoned in an asset; null when no certificate is wanted. */
  begin(policy: MarginPolicy | null, settle: number): void {
    this.#isOff = policy === null;
    if (policy === null) return;
    this.#bound = policy.bound ?? null;
    this.#gainsCount = policy.mode !== 'unified' || this.#countsInFull(policy, settle);
    this.count = 0;
    this.#steepness = 0;
    this.#largest = Infinity;
    this.#amounts = 1;
  }

  /** Takes a position in that settles in the asset of the pool; `sizeAtoms` is its absolute value. */
  position(instrument: PerpInstrument, signedLots: number, sizeAtoms: number): void {
    if (this.#isOff) return;
    const bound = this.#bound;
    if (bound === null) return this.#note(instrument.index, hurts.either, 0);
    const { ratio } = bound;
    const growth = instrument.inverse ? CURVED_GROWTH : 1;
    if (instrument.inverse) this.#curve();
    const side = signedLots > 0 ? hurts.fall : hurts.rise;
    // The notional of a linear long falls with its price, and its margin with it; all others may need more as they lose.
    const shrinks = side === hurts.fall && !instrument.inverse;
    const isGentle = this.#gainsCount && this.#isGentle(bound, instrument);
    const slope = shrinks && isGentle ? 0 : bound.maintenanceSlope(instrument, 2 * sizeAtoms);
    if (!shrinks || !isGentle) this.#largest = Math.min(this.#largest, LARGEST_REACH);
    this.#note(instrument.index, isGentle ? side : hurts.either, sizeAtoms * growth * (1 + ratio * slope));
  }

  /** Takes a position in that settles in another asset than the pool's, at so many of the pool's atoms for one of that. */
  foreignPosition(instrument: PerpInstrument, sizeAtoms: number, maintenanceAtoms: number, rate: number): void {
    if (this.#isOff) return;
    const bound = this.#bound;
    if (bound === null) return this.#note(instrument.index, hurts.either, 0);
    this.#curve();
    const slope = bound.maintenanceSlope(instrument, 2 * sizeAtoms);
    const { ratio } = bound;
    const size = sizeAtoms * rate;
    // Its own price moves its value; the price of its settlement asset moves what its margin comes to.
    const weight = size * CURVED_GROWTH * (1 + ratio * slope) + ratio * maintenanceAtoms * rate * CURVED_GROWTH;
    this.#note(instrument.index, hurts.either, weight);
  }

  /** Takes an asset in: its absolute value with the results in it, the value of a loan of it, and whether positions settle in it. */
  asset(asset: number, valueAtoms: number, loanAtoms: number, isSettledIn: boolean): void {
    if (this.#isOff) return;
    const price = this.#instrumentCount + asset;
    const bound = this.#bound;
    if (bound === null) return this.#note(price, hurts.either, 0);
    const loan = loanAtoms === 0 ? 0 : loanAtoms * bound.ratio * bound.loanMaintenanceSlope(asset);
    if (isSettledIn) this.#note(price, hurts.either, (valueAtoms + loan) * CURVED_GROWTH);
    else if (loanAtoms > 0) this.#note(price, hurts.rise, valueAtoms + loan);
    else this.#note(price, hurts.fall, valueAtoms * bound.collateralSlope(asset));
  }

  /** Certifies the pool, whose figures are known now. */
  finish(marginAtoms: number, maintenanceAtoms: number): void {
    const bound = this.#bound;
    if (bound === null) {
      this.reach = this.count === 0 ? Infinity : 0;
      return;
    }
    const needed = bound.ratio * maintenanceAtoms;
    const roundings = (2 + 2 * bound.ratio) * (this.#amounts + 1) + 1e-12 * (Math.abs(marginAtoms) + needed);
    const headroom = marginAtoms - needed - roundings;
    const steepness = this.#steepness;
    if (steepness === 0) this.reach = this.#largest;
    else this.reach = headroom > 0 ? Math.min(headroom / steepness, this.#largest) : 0;
  }

  #note(price: number, side: number, steepness: number): void {
    this.prices[this.count] = price;
    this.hurts[this.count] = side;
    this.count++;
    this.#amounts += 2;
    this.#steepness += steepness;
  }

  #curve(): void {
    this.#largest = Math.min(this.#largest, CURVED_REACH);
  }

  /** Shares only fall as values rise: an asset that counts in full at the largest value does at all. */
  #countsInFull(policy: MarginPolicy, asset: number): boolean {
    let known = this.#inFull.get(policy);
    if (known === undefined) {
      known = policy.collateralAtoms === undefined || policy.collateralAtoms(asset, LARGEST) === LARGEST;
      this.#inFull.set(policy, known);
    }
    return known;
  }

  #isGentle(bound: MarginBound, instrument: PerpInstrument): boolean {
    let known = this.#gentle.get(bound);
    if (known === undefined) this.#gentle.set(bound, (known = new Int8Array(this.#instrumentCount)));
    const { index } = instrument;
    if (known[index] === 0) {
      known[index] = bound.ratio * bound.maintenanceSlope(instrument, Number.MAX_SAFE_INTEGER) <= 1 ? 1 : -1;
    }
    return known[index] === 1;
  }
}
