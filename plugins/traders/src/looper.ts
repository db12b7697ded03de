import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Desk, LenderDesk, LendingChanged, MarketView, OrderId, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { concat, filter, mergeMap, of, timer } from 'rxjs';
import { loopedCarry, loopedLeverage, unitsToSell } from './looped-leverage.ts';

const params = parameters({
  lender: p.lender({ describe: 'The lending market where it supplies and borrows.' }),
  market: p.market({
    describe: "A spot market of the lender's venue: the base asset is supplied, the quote asset borrowed.",
  }),
  ltv: p.fraction({
    describe: 'Part of the worth of each supply that it borrows for the next.',
    default: '70%',
    min: 0,
    max: 0.99,
  }),
  loops: p.integer({ describe: 'How often it supplies, the first with what is its own.', default: 4, min: 1 }),
  yield: p.fraction({ describe: 'What the asset yields a year by itself.', default: '8%' }),
  leastCarry: p.fraction({ describe: 'Carry a year, of its own money, below which it unwinds.', default: 0 }),
  unwindBelow: p.number({ describe: 'Health below which it sells.', default: 1.1, min: 1 }),
  restoreTo: p.number({ describe: 'Health that such a sale is to restore.', default: 1.2, min: 1 }),
  entryWindow: p.duration({ describe: 'Time from the start in which it begins.', default: '5 min' }),
  every: p.duration({ describe: 'Mean time between two looks.', default: '30 s', min: '100 ms' }),
  slippage: p.fraction({
    describe: 'How far beyond the best price its orders reach.',
    default: '0.5%',
    min: 0,
    max: 1,
  }),
  fee: p.fraction({ describe: 'What it pays to take on the market.', default: '5 bp', min: 0 }),
});

/** Part of what it may withdraw that it does, so that it cannot be liquidated on the way of one sale. */
const OF_ROOM = 0.5;
/** A health that misses its target by less than this part, as by an atom, has reached it. */
const NEARLY = 1 - 1e-6;

/**
 * Supplies an asset, borrows against it, buys more and supplies that, some times over, for the yield of all of it less interest.
 * When its health is low it sells as much as restores it; when the carry is gone it pays all that it owes and takes the rest out.
 * Every sale is a withdrawal, an order and a repayment, one after the other. It comes once and leaves once.
 */
@injectable()
class Looper {
  readonly #desk: Desk;
  readonly #lender: LenderDesk;
  readonly #market: MarketView;
  readonly #cfg: z.output<typeof params>;
  #state: 'outside' | 'winding' | 'holding' | 'repairing' | 'leaving' | 'gone' = 'outside';
  #supplies = 0;
  /** An order to the lender, or to the market, of which it has not heard. */
  #waits = false;
  #order: OrderId = 0;
  /** What it had of the asset before that order. */
  #owned = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#cfg = cfg;
    this.#lender = desk.lender(cfg.lender);
    this.#market = view.market(cfg.market);
    const { kind, venue } = this.#market;
    if (kind !== 'spot' || venue !== this.#lender.view.venue) {
      throw new RangeError(`'market' is a spot market on ${this.#lender.view.venue}, where ${cfg.lender} is`);
    }
    desk.react(this.#lender.changes$, (told) => this.#hear(told));
    const ended$ = desk.orders$.pipe(
      filter(({ order, state }) => order === this.#order && state !== 'resting' && state !== 'amended'),
    );
    desk.react(ended$, () => this.#traded());
    const looks$ = wakeups(clock, () => cfg.every * rng.uniformIn(0.5, 1.5));
    desk.react(timer(rng.uniform() * cfg.entryWindow, clock).pipe(mergeMap(() => concat(of(0), looks$))), () =>
      this.#look(),
    );
  }

  #look(): void {
    if (this.#waits) return;
    const { leastCarry, loops, ltv, unwindBelow } = this.#cfg;
    if (this.#state === 'outside') {
      if (!(this.#carryAt(loopedLeverage(ltv, loops)) >= leastCarry)) return;
      this.#state = 'winding';
      this.#supply();
      return;
    }
    if (this.#state === 'holding') {
      const { collateral, debt, health } = this.#lender.position();
      if (debt > 0 && this.#carryAt(collateral / (collateral - debt)) < leastCarry) this.#state = 'leaving';
      else if (health < unwindBelow) this.#state = 'repairing';
    }
    if (this.#state === 'repairing' || this.#state === 'leaving') this.#unwind();
  }

  #carryAt(leverage: number): number {
    const { view } = this.#lender;
    const earns = this.#cfg.yield + view.asset(this.#market.base).supplyRate;
    return loopedCarry(leverage, earns, view.asset(this.#market.quote).borrowRate);
  }

  #hear({ amount, kind, refusal }: LendingChanged): void {
    this.#waits = false;
    if (this.#state === 'winding') {
      if (refusal !== 'none') this.#state = 'holding';
      else if (kind === 'supply') this.#borrow(amount);
      else if (kind === 'borrow') this.#buy(amount);
    } else if (this.#state === 'repairing' || this.#state === 'leaving') {
      // What was refused is tried again at the next look.
      if (refusal === 'none') this.#unwind();
    }
  }

  #traded(): void {
    this.#waits = false;
    this.#order = 0;
    if (this.#state === 'winding') this.#supply();
    // A sale that found nobody is tried again at the next look, not at once.
    else if (this.#desk.position(this.#market) < this.#owned) this.#unwind();
  }

  #supply(): void {
    const { base, lotSize, venue } = this.#market;
    const units = this.#desk.free(base, venue);
    if (units >= lotSize) this.#send(this.#lender.supply(base, units));
    if (!this.#waits) this.#state = 'holding';
  }

  /** Borrows against the supply of so many units, if that was not the last. */
  #borrow(units: number): void {
    const { base, quote } = this.#market;
    const { view } = this.#lender;
    this.#supplies++;
    if (this.#supplies < this.#cfg.loops) {
      const worth = (units * view.asset(base).price) / view.asset(quote).price;
      const amount = Math.min(worth * this.#cfg.ltv, this.#lender.borrowable(quote));
      if (amount > 0) this.#send(this.#lender.borrow(quote, amount));
    }
    if (!this.#waits) this.#state = 'holding';
  }

  /** Spends what it borrowed: at the best ask where that is large enough, else as far as it may reach. */
  #buy(money: number): void {
    const { bestAsk, bestAskSize } = this.#market;
    const { fee, slippage } = this.#cfg;
    const spends = money / (1 + fee);
    const price = bestAsk * bestAskSize >= spends ? bestAsk : bestAsk * (1 + slippage);
    if (price > 0) this.#trade('buy', price, spends / price);
    if (!this.#waits) this.#state = 'holding';
  }

  /** The next step of a sale: pays what it can, sells what it took out, takes out what it has to sell. */
  #unwind(): void {
    const { base, bestBid, lotSize, quote, venue } = this.#market;
    const lender = this.#lender;
    const leaves = this.#state === 'leaving';
    const { debt, health } = lender.position();
    if (!(debt > 0) || (!leaves && health >= this.#cfg.restoreTo * NEARLY)) return this.#finish(debt);
    const unit = lender.view.asset(quote).price;
    // Paying r of a debt D makes health · D ÷ (D − r) of the health.
    const lacking = leaves ? Infinity : (debt * (1 - health / this.#cfg.restoreTo)) / unit;
    const pays = Math.min(lacking, lender.borrowed(quote), this.#desk.free(quote, venue));
    if (pays > 0) this.#send(lender.repay(quote, leaves ? Infinity : pays));
    if (this.#waits || !(bestBid > 0)) return;
    const units = this.#toSell(bestBid * unit * (1 - this.#cfg.fee));
    const owned = this.#desk.free(base, venue);
    if (owned >= lotSize) this.#trade('sell', bestBid * (1 - this.#cfg.slippage), Math.min(units, owned));
    else this.#send(lender.withdraw(base, Math.min(units, lender.withdrawable(base) * OF_ROOM)));
  }

  /** Units that it has to sell in all; a lot more than too little. */
  #toSell(proceeds: number): number {
    const { base, lotSize } = this.#market;
    const { price, threshold } = this.#lender.view.asset(base);
    const position = this.#lender.position();
    const units =
      this.#state === 'leaving'
        ? position.debt / proceeds
        : unitsToSell(position, this.#cfg.restoreTo, threshold, price, proceeds);
    return Math.ceil(units / lotSize + 1e-9) * lotSize;
  }

  #finish(debt: number): void {
    if (this.#state === 'repairing') this.#state = 'holding';
    if (this.#state !== 'leaving' || debt > 0) return;
    const { base } = this.#market;
    if (this.#lender.supplied(base) > 0) this.#send(this.#lender.withdraw(base, Infinity));
    if (!this.#waits) this.#state = 'gone';
  }

  #trade(side: 'buy' | 'sell', price: number, size: number): void {
    const { lotSize, open } = this.#market;
    if (!open || !(size >= lotSize)) return;
    this.#owned = this.#desk.position(this.#market);
    this.#order = this.#desk.limit(this.#market, side, price, size, { timeInForce: 'ioc' });
    this.#waits = this.#order !== 0;
  }

  #send(id: number): void {
    this.#waits = id !== 0;
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'looper',
  version: '1.0.0',
  summary: 'Supplies an asset, borrows against it and buys more, for the carry; unwinds when health or carry is low.',
  params,
  use: Looper,
});
