import { hurts } from '../src/index.ts';
import type { WatchedBook } from '../src/index.ts';

/** How the health of a toy unit follows a price. */
export interface ToyPrice {
  /** A perpetual counts in full and needs maintenance margin; a holding counts at a haircut, and a debt in full. */
  readonly kind: 'perp' | 'holding';
  /** Parts per thousand of its value, and from which value on; rising for a perpetual, falling for a holding. */
  readonly tiers: readonly (readonly [from: number, perMille: number])[];
}

/** What a toy tells of its certificates: as far as it can, or not at all. */
export type ToyCertainty = 'tight' | 'both sides' | 'none';

/**
 * Units with whole cash and whole sizes, long and short, in several prices: liquidated when cash, values and haircuts leave
 * less than the margin needed. Sums are in thousandths, exact while prices are whole numbers. A price without a value makes
 * what is held at it worth nothing.
 */
export class ToyBook implements WatchedBook {
  readonly priceCount: number;
  readonly certificate = {
    reach: 0,
    count: 0,
    prices: new Int32Array(8),
    hurts: new Int8Array(8),
  };
  /** How many times a unit was judged. */
  judged = 0;
  readonly prices: number[];
  readonly #terms: readonly ToyPrice[];
  readonly #certainty: readonly ToyCertainty[];
  readonly #cash: number[];
  readonly #sizes: number[][];
  #touched = new Set<number>();

  constructor(terms: readonly ToyPrice[], prices: readonly number[], certainty: readonly ToyCertainty[]) {
    this.#terms = terms;
    this.priceCount = terms.length;
    this.prices = [...prices];
    this.#certainty = certainty;
    this.#cash = certainty.map(() => 0);
    this.#sizes = certainty.map(() => terms.map(() => 0));
  }

  /** Adds to what a unit holds at a price, paid for in cash at that price if it has one. */
  trade(unit: number, price: number, size: number): void {
    const at = this.prices[price];
    this.#sizes[unit][price] += size;
    this.deposit(unit, at > 0 ? -size * at : 0);
  }

  deposit(unit: number, amount: number): void {
    this.#cash[unit] += amount;
    this.#touched.add(unit);
  }

  /** Closes so much of everything that a unit holds, from 0 to 1, rounded up to whole sizes. */
  close(unit: number, share: number): void {
    this.#sizes[unit].forEach((size, price) => {
      const closed = Math.sign(size) * Math.ceil(Math.abs(size) * share);
      if (closed !== 0) this.trade(unit, price, -closed);
    });
  }

  priceAt(price: number): number {
    return this.prices[price];
  }

  takeTouched(visit: (unit: number) => void): void {
    const touched = this.#touched;
    this.#touched = new Set();
    touched.forEach(visit);
  }

  forEachHolder(price: number, visit: (unit: number) => void): void {
    this.#sizes.forEach((sizes, unit) => {
      if (sizes[price] !== 0) visit(unit);
    });
  }

  judge(unit: number): boolean {
    this.judged++;
    let health = this.#cash[unit] * 1000;
    let steepness = 0;
    let count = 0;
    this.#terms.forEach((terms, price) => {
      const size = this.#sizes[unit][price];
      if (size === 0) return;
      const at = this.prices[price];
      const value = at > 0 ? size * at : 0;
      health += worth(terms, value);
      steepness += Math.abs(value) * steepest(terms, value);
      this.certificate.prices[count] = price;
      this.certificate.hurts[count++] = this.#certainty[unit] === 'tight' ? (size > 0 ? hurts.fall : hurts.rise) : 0;
    });
    const reach = steepness > 0 ? Math.min(1, Math.max(0, health / steepness)) : 1;
    this.certificate.count = count;
    this.certificate.reach = count === 0 ? Infinity : this.#certainty[unit] === 'none' ? 0 : reach;
    return health < 0;
  }
}

/** What a value adds to health, in thousandths. */
function worth({ kind, tiers }: ToyPrice, value: number): number {
  const charged = tiers.reduce((sum, [from, perMille], i) => {
    const slope = perMille - (i === 0 ? 0 : tiers[i - 1][1]);
    return sum + slope * Math.max(0, Math.abs(value) - from);
  }, 0);
  if (kind === 'perp') return value * 1000 - charged;
  return value > 0 ? charged : value * 1000;
}

/** The most thousandths that a whole unit of adverse value can cost, from nothing to twice this value. */
function steepest({ kind, tiers }: ToyPrice, value: number): number {
  const reached = tiers.filter(([from]) => from < 2 * Math.abs(value)).map(([, perMille]) => perMille);
  if (kind === 'perp') return value < 0 ? 1000 + Math.max(0, ...reached) : 1000;
  return value > 0 ? Math.max(0, ...reached) : 1000;
}
