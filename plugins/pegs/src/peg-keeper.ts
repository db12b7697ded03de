import type { Desk, IssuerBooks, LiquidityId, MarketView, Move, OrderId, PoolDesk, SchedulerLike } from '@ebb/sdk';
import { timer } from 'rxjs';

/** How a peg keeper works. */
export interface PegKeeperTerms {
  /** Least time between two actions, milliseconds. */
  readonly delayMs: number;
  /** Part of the difference between the pool's reserves that it provides or withdraws. */
  readonly share: number;
  /** Most coins that it may have made. */
  readonly cap: number;
}

/**
 * Makes coins into a pool where the coin trades above par, and takes them out and unmakes them below. A withdrawal brings both
 * assets; the money buys coins in the same pool, at par at most, so that in the end only coins have left it.
 * Curve, PegKeeper.vy (2023): update, _provide, _withdraw.
 */
export class PegKeeper {
  readonly #desk: Desk;
  readonly #books: IssuerBooks;
  readonly #clock: SchedulerLike;
  readonly #market: MarketView;
  readonly #pool: PoolDesk;
  readonly #terms: PegKeeperTerms;
  readonly #pot: string;
  #debt = 0;
  /** Money of withdrawals that has not bought coins yet. */
  #money = 0;
  #request: LiquidityId = 0;
  #order: OrderId = 0;
  /** From the making of coins until they are offered to the pool. */
  #isMaking = false;
  #restsUntilMs = -Infinity;

  constructor(desk: Desk, books: IssuerBooks, clock: SchedulerLike, market: MarketView, terms: PegKeeperTerms) {
    this.#desk = desk;
    this.#books = books;
    this.#clock = clock;
    this.#market = market;
    this.#pool = desk.pool(market);
    this.#terms = terms;
    this.#pot = `@${market.venue}`;
    desk.react(desk.liquidity$, ({ quote, request, state }) => {
      if (request !== this.#request) return;
      this.#request = 0;
      if (state === 'removed') this.#money += quote;
    });
    desk.react(desk.fills$, ({ fee, market: id, price, side, size }) => {
      if (id === market.id && side === 'buy') this.#money -= price * size + fee;
    });
    desk.react(desk.orders$, ({ order, state }) => {
      if (order === this.#order && state !== 'resting' && state !== 'amended') this.#order = 0;
    });
  }

  /** Coins that it has made and not unmade. */
  get debt(): number {
    return this.#debt;
  }

  /** What it has in the pool, in units of the reference, its coins at par. */
  get worth(): number {
    const { base, quote } = this.#pool.claim;
    return base + (quote === 0 ? 0 : quote * this.#books.value(this.#market.quote));
  }

  /** Does the next step, if none is under way; the moves are those of an upkeep. */
  upkeep(nowMs: number): readonly Move[] {
    if (this.#request !== 0 || this.#order !== 0 || this.#isMaking) return [];
    const { coin } = this.#books;
    const burnt = this.#books.balance(coin, this.#pot);
    this.#debt = Math.max(0, this.#debt - burnt);
    const moves: Move[] = burnt > 0 ? [{ asset: coin, amount: burnt, from: this.#pot, to: 'supply' }] : [];
    if (this.#spend() || nowMs < this.#restsUntilMs) return moves;
    const made = this.#act();
    if (made !== null) this.#restsUntilMs = nowMs + this.#terms.delayMs;
    if (made === null || made === 0) return moves;
    this.#debt += made;
    return [...moves, { asset: coin, amount: made, from: 'supply', to: this.#pot }];
  }

  /** Buys coins with the money of withdrawals, at par at most; true when it has sent an order. */
  #spend(): boolean {
    const limit = 1 / this.#books.value(this.#market.quote);
    const { bestAsk, lotSize } = this.#market;
    if (!(bestAsk <= limit)) return false;
    const size = Math.min(this.#money / limit, this.#market.depth('sell', limit / bestAsk - 1));
    if (!(size >= lotSize)) return false;
    this.#order = this.#desk.limit(this.#market, 'buy', limit, size, { timeInForce: 'ioc' });
    return this.#order !== 0;
  }

  /** Provides or withdraws; the coins to be made for it, or null when there is nothing to do. */
  #act(): number | null {
    const { base, quote } = this.#pool.reserves;
    const { cap, share } = this.#terms;
    const price = this.#pool.price * this.#books.value(this.#market.quote);
    if (price > 1 && quote > base) {
      const scale = this.#books.atomsPerUnit(this.#books.coin);
      const made = Math.floor(Math.min((quote - base) * share, cap - this.#debt) * scale) / scale;
      if (!(made > 0)) return null;
      this.#isMaking = true;
      // The coins are there only when this upkeep is over.
      this.#desk.react(timer(0, this.#clock), () => {
        this.#isMaking = false;
        this.#request = this.#pool.add(made, 0);
      });
      return made;
    }
    const claim = this.#pool.claim;
    const whole = claim.base + claim.quote;
    if (!(price < 1 && base > quote && whole > 0 && this.#debt > 0)) return null;
    this.#request = this.#pool.remove(Math.min(1, Math.min((base - quote) * share, this.#debt) / whole));
    return this.#request === 0 ? null : 0;
  }
}
