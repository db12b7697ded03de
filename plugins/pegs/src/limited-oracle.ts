import { exp } from '@ebb/sdk';

/** How an oracle follows a price; times in milliseconds. */
export interface LimitedOracleTerms {
  /** Time constant of the exponential mean; 0 follows at once. */
  readonly emaMs: number;
  /** Farthest that the mean may be from the price itself, a fraction of it. */
  readonly bound: number;
}

/** Curve, AMM.vy (2024): PREV_P_O_DELAY and MAX_P_O_CHG. */
const SETTLES_MS = 120_000;
const MOST_CHANGE = 1.25;
const MOST_FEE = 1 - 1e-9;

/**
 * An exponential mean of a price, held near the price itself. For two minutes after a trade it changes by a quarter at most from what
 * it was then, and asks a fee of 1 − (lower ÷ higher)³ for the change, which fades in this time. Curve, AMM.vy (2024): limit_p_o,
 * _price_oracle_w.
 */
export class LimitedOracle {
  readonly #terms: LimitedOracleTerms;
  #mean: number;
  #seen: number;
  #seenMs: number;
  #price: number;
  #fee = 0;
  #traded = { price: NaN, fee: 0, atMs: -Infinity };

  constructor(terms: LimitedOracleTerms, price: number, nowMs: number) {
    this.#terms = terms;
    [this.#mean, this.#seen, this.#price] = [price, price, price];
    this.#seenMs = nowMs;
  }

  /** The price that counts, as of the last reading; not above 0 before there was any. */
  get price(): number {
    return this.#price;
  }

  /** The least fee, as of the last reading. */
  get fee(): number {
    return this.#fee;
  }

  /** Reads a price; one that is not above 0 is not read. */
  read(price: number, nowMs: number): void {
    if (!(price > 0)) return;
    if (!(this.#price > 0)) [this.#mean, this.#price] = [price, price];
    else this.#follow(price, nowMs);
    [this.#seen, this.#seenMs] = [price, nowMs];
  }

  /** Notes that a trade was done at the price and fee of the last reading. */
  traded(nowMs: number): void {
    this.#traded = { price: this.#price, fee: this.#fee, atMs: nowMs };
  }

  #follow(price: number, nowMs: number): void {
    const { bound, emaMs } = this.#terms;
    const keeps = emaMs === 0 ? 0 : exp(-(nowMs - this.#seenMs) / emaMs);
    this.#mean = emaMs === 0 ? price : this.#seen + (this.#mean - this.#seen) * keeps;
    const near = Math.min(Math.max(this.#mean, price * (1 - bound)), price * (1 + bound));
    const { atMs, fee, price: before } = this.#traded;
    const left = Math.max(0, SETTLES_MS - (nowMs - atMs)) / SETTLES_MS;
    [this.#price, this.#fee] = [near, 0];
    if (left === 0) return;
    this.#price = Math.min(Math.max(near, before / MOST_CHANGE), before * MOST_CHANGE);
    const ratio = Math.min(this.#price, before) / Math.max(this.#price, before);
    this.#fee = Math.min((1 + fee - ratio * ratio * ratio) * left, MOST_FEE);
  }
}
