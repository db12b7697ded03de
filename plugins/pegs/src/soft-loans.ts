import { ln } from '@ebb/sdk';
import type { BandHolding } from './band-curve.ts';
import type { Bands, BandStake } from './bands.ts';

/** How much is lent on collateral in bands, and when a loan has failed. */
export interface SoftLoanTerms {
  /** Bands that a loan is spread over. */
  readonly count: number;
  /** Part of the collateral that nothing is lent on, and the part of a loan's worth that its health leaves out. */
  readonly loanDiscount: number;
  readonly liquidationDiscount: number;
}

interface Loan {
  readonly stake: BandStake;
  /** Debt in atoms when the multiplier of interest was `from`. */
  readonly initial: number;
  readonly from: number;
}

/** Least atoms of collateral in a band. Curve, AMM.vy (2023): deposit_range. */
const LEAST_IN_BAND = 100;

/** Loans by account, in the order of their opening, each with its debt and its stake in the bands; atoms. */
export class SoftLoans {
  readonly bands: Bands;
  readonly #terms: SoftLoanTerms;
  readonly #loans = new Map<number, Loan>();
  #multiplier = 1;

  constructor(bands: Bands, terms: SoftLoanTerms) {
    this.bands = bands;
    this.#terms = terms;
  }

  /** All debtors. */
  accounts(): IterableIterator<number> {
    return this.#loans.keys();
  }

  /** What all owe. */
  get debt(): number {
    let sum = 0;
    for (const account of this.#loans.keys()) sum += this.debtOf(account);
    return sum;
  }

  /** What an account owes, rounded up. */
  debtOf(account: number): number {
    const loan = this.#loans.get(account);
    return loan === undefined ? 0 : Math.ceil((loan.initial * this.#multiplier) / loan.from);
  }

  /** What its part of the bands holds, or a part of that. */
  held(account: number, part = 1): BandHolding {
    const loan = this.#loans.get(account);
    return loan === undefined ? { x: 0, y: 0 } : this.bands.held(partOf(loan.stake, part));
  }

  /** Whether its bands are being traded, or were: their place cannot be changed then. */
  isConverting(account: number): boolean {
    const loan = this.#loans.get(account);
    return loan !== undefined && loan.stake.first <= this.bands.lowestCoins;
  }

  /** Whether so much collateral is too little for all of its bands. */
  isTooSmall(collateral: number): boolean {
    return collateral / this.#terms.count <= LEAST_IN_BAND;
  }

  /**
   * The first band, counted from above, of a loan of so much debt: as low as its debt lets it be. Undefined where that is above the
   * oracle's price, or among coins. Curve, Controller.vy (2023): _calculate_debt_n1, get_y_effective.
   */
  firstBand(collateral: number, debt: number, oracle: number): number | undefined {
    const { count, loanDiscount } = this.#terms;
    const { amplification, base } = this.bands;
    const step = (amplification - 1) / amplification;
    let [weight, sum] = [Math.sqrt(step), 0];
    for (let i = 0; i < count; i++, weight *= step) sum += weight;
    const worth = ((collateral * (1 - loanDiscount)) / count) * sum * base;
    const first = Math.floor(ln(worth / (debt + 1)) / ln(1 / step));
    return first > this.bands.lowestCoins && this.bands.top(first) < oracle ? first : undefined;
  }

  /** Gives an account's loan a new collateral, debt and place. */
  place(account: number, collateral: number, debt: number, first: number): void {
    const loan = this.#loans.get(account);
    if (loan !== undefined) this.bands.withdraw(loan.stake, 1);
    const stake = this.bands.deposit(first, this.#terms.count, collateral);
    this.#loans.set(account, { stake, initial: debt, from: this.#multiplier });
  }

  /** Takes a part of a loan's stake out of the bands and so much off its debt; without debt the loan is over. */
  reduce(account: number, part: number, repaid: number): void {
    const loan = this.#loans.get(account)!;
    const debt = this.debtOf(account) - repaid;
    const { left } = this.bands.withdraw(loan.stake, part);
    if (debt === 0) this.#loans.delete(account);
    else this.#loans.set(account, { stake: left, initial: debt, from: this.#multiplier });
  }

  /** Adds a share to all debts; the bands' prices rise by as much. */
  grow(share: number): void {
    this.#multiplier *= 1 + share;
    this.bands.base *= 1 + share;
  }

  /**
   * How far a loan is from its liquidation, below 1 it has failed: (coins at the end of a slow fall · (1 − discount) + value above its
   * bands) ÷ debt. Curve, Controller.vy (2023): 1 + _health(full).
   */
  health(account: number, oracle: number): number {
    const { stake } = this.#loans.get(account)!;
    const top = this.bands.top(stake.first);
    const above = this.isConverting(account) ? 0 : Math.max(0, oracle - top) * this.bands.held(stake).y;
    const coins = this.bands.coinsDown(stake, oracle) * (1 - this.#terms.liquidationDiscount);
    return (coins + above) / this.debtOf(account);
  }
}

function partOf({ first, shares }: BandStake, part: number): BandStake {
  return part === 1 ? { first, shares } : { first, shares: shares.map((share) => Math.floor(share * part)) };
}
