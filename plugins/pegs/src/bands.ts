import { mulDiv } from '@ebb/sdk';
import { bandPrice, bandTop } from './band-curve.ts';
import type { BandHolding } from './band-curve.ts';
import { buyFromBand, sellToBand } from './band-trade.ts';
import type { BandTerms } from './band-trade.ts';
import { coinsDown } from './band-worth.ts';

/** What someone has in bands from `first` on: a number of shares of each. */
export interface BandStake {
  readonly first: number;
  readonly shares: readonly number[];
}

/** Which way a trade goes: `buy` gives coins for collateral, `sell` collateral for coins. */
export type BandSide = 'buy' | 'sell';

/** What a trade takes and gives in all, in atoms, and what each band holds after it. */
export interface BandsTrade {
  readonly given: number;
  readonly got: number;
  readonly after: ReadonlyMap<number, BandHolding>;
}

interface Band {
  x: number;
  y: number;
  shares: number;
}

/**
 * The bands of one kind of collateral, in whole atoms: collateral above the band that is being traded, coins below it. Band 0
 * begins at `base`, coin atoms for one atom of collateral, which grows with interest as debts do.
 */
export class Bands {
  readonly amplification: number;
  base: number;
  readonly #bands = new Map<number, Band>();
  #order: readonly number[] = [];

  constructor(amplification: number, base: number) {
    this.amplification = amplification;
    this.base = base;
  }

  /** The number of the lowest band with coins: collateral lies in it and below, not above; −Infinity when there are none. */
  get lowestCoins(): number {
    return this.#order.findLast((n) => this.#bands.get(n)!.x > 0) ?? -Infinity;
  }

  /** What all bands hold. */
  get total(): BandHolding {
    let [x, y] = [0, 0];
    for (const band of this.#bands.values()) [x, y] = [x + band.x, y + band.y];
    return { x, y };
  }

  /** Upper price of a band. */
  top(n: number): number {
    return bandTop(this.base, this.amplification, n);
  }

  /** The price at which the next little trade is done without fee; NaN when the bands are empty. */
  price(oracle: number): number {
    const withCoins = this.lowestCoins;
    const n = withCoins > -Infinity ? withCoins : this.#order.find((each) => this.#bands.get(each)!.y > 0);
    return n === undefined ? NaN : bandPrice(this.#bands.get(n)!, oracle, this.top(n), this.amplification);
  }

  /** Spreads collateral evenly over bands that hold no coins; the last takes what division leaves. Returns the shares. */
  deposit(first: number, count: number, atoms: number): BandStake {
    if (first <= this.lowestCoins) throw new Error(`band ${first} is not above the coins`);
    const each = Math.floor(atoms / count);
    const shares: number[] = [];
    for (let i = 0; i < count; i++) {
      const band = this.#open(first + i);
      const y = i === count - 1 ? atoms - each * (count - 1) : each;
      // Those who are in it already keep their part: fees have made a share worth more than an atom.
      const share = band.shares === 0 || band.y === 0 ? y : mulDiv(band.shares, y, band.y, 'floor');
      band.y += y;
      band.shares += share;
      shares.push(share);
    }
    return { first, shares };
  }

  /** What a stake holds: its part of each band, rounded down. */
  held(stake: BandStake): BandHolding {
    let [x, y] = [0, 0];
    this.#eachOf(stake, (band, share) => {
      [x, y] = [x + mulDiv(band.x, share, band.shares, 'floor'), y + mulDiv(band.y, share, band.shares, 'floor')];
    });
    return { x, y };
  }

  /** Takes out a part of a stake, from 0 to 1; returns what that is, and what is left of the stake. */
  withdraw(stake: BandStake, part: number): { readonly paid: BandHolding; readonly left: BandStake } {
    const taken = stake.shares.map((share) => (part === 1 ? share : Math.floor(share * part)));
    const paid = this.held({ first: stake.first, shares: taken });
    this.#eachOf({ first: stake.first, shares: taken }, (band, share, n) => {
      const [x, y] = [mulDiv(band.x, share, band.shares, 'floor'), mulDiv(band.y, share, band.shares, 'floor')];
      [band.x, band.y, band.shares] = [band.x - x, band.y - y, band.shares - share];
      if (band.shares === 0) this.#close(n);
    });
    return { paid, left: { first: stake.first, shares: stake.shares.map((share, i) => share - taken[i]) } };
  }

  /** Coin atoms that a stake ends with when the oracle goes down through its bands slowly. */
  coinsDown(stake: BandStake, oracle: number): number {
    let coins = 0;
    this.#eachOf(stake, (band, share, n) => {
      coins += (coinsDown(band, oracle, this.top(n), this.amplification) * share) / band.shares;
    });
    return coins;
  }

  /**
   * What a trade of at most `most` atoms would do, band after band, as long as the next unit of collateral costs no more (or brings
   * no less) than `limit`, fee included.
   */
  quote(side: BandSide, most: number, limit: number, terms: Omit<BandTerms, 'amplification'>): BandsTrade {
    const after = new Map<number, BandHolding>();
    const full = { ...terms, amplification: this.amplification };
    let [given, got] = [0, 0];
    for (const n of side === 'buy' ? this.#order : this.#order.toReversed()) {
      const band = this.#bands.get(n)!;
      const trade = (side === 'buy' ? buyFromBand : sellToBand)(band, this.top(n), most - given, limit, full);
      [given, got] = [given + trade.given, got + trade.got];
      const [x, y] = side === 'buy' ? [trade.given, -trade.got] : [-trade.got, trade.given];
      if (trade.given > 0) after.set(n, { x: band.x + x, y: band.y + y });
      if (!trade.through) break;
    }
    return { given, got, after };
  }

  /** Does what was quoted; nothing may have happened in between. */
  settle({ after }: BandsTrade): void {
    for (const [n, { x, y }] of after) Object.assign(this.#bands.get(n)!, { x, y });
  }

  #eachOf({ first, shares }: BandStake, visit: (band: Band, share: number, n: number) => void): void {
    shares.forEach((share, i) => {
      if (share > 0) visit(this.#bands.get(first + i)!, share, first + i);
    });
  }

  #open(n: number): Band {
    let band = this.#bands.get(n);
    if (band === undefined) {
      band = { x: 0, y: 0, shares: 0 };
      this.#bands.set(n, band);
      this.#order = [...this.#bands.keys()].sort((a, b) => a - b);
    }
    return band;
  }

  #close(n: number): void {
    this.#bands.delete(n);
    this.#order = this.#order.filter((each) => each !== n);
  }
}
