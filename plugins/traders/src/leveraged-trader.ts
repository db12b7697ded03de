import { CLOCK, COHORT, PARAMS, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Cohort, CohortDraws, MarketView, SchedulerLike, Side, View, z } from '@ebb/sdk';
import { contractWorth } from './contract-worth.ts';

const params = parameters({
  markets: p.list(p.market({ describe: 'A perpetual.' }), { describe: 'Where they trade: each takes one.', min: 1 }),
  weights: p.list(p.number({ describe: 'How many choose the market in this place.', min: 0 }), {
    describe: 'How many choose each market, relative to the others; equal when left out.',
    default: [],
  }),
  leverage: p.number({
    describe: 'Notional they open over their equity.',
    default: { lognormal: { median: 5, sigma: 0.6 }, max: 50 },
    min: 0.1,
  }),
  setsLeverage: p.flag({
    describe: 'Whether they choose their leverage at the venue too, which is what isolated positions bring as margin.',
    default: false,
  }),
  longShare: p.fraction({ describe: 'Chance that a position is long.', default: '70%', min: 0, max: 1 }),
  entryWindow: p.duration({ describe: 'Time from the start in which they open their first.', default: '10 min' }),
  tries: p.integer({
    describe: 'Orders they send for a position before they settle for what they have.',
    default: 5,
    min: 1,
  }),
  horizon: p.duration({ describe: 'Mean time they mean to hold a position.', default: '6 h', min: '1 s' }),
  stopShare: p.fraction({ describe: 'Chance that a position has a stop-loss.', default: '30%', min: 0, max: 1 }),
  stopLoss: p.fraction({
    describe: 'Loss, of the equity behind the position, at which it stops.',
    default: '50%',
    min: 0,
  }),
  profitShare: p.fraction({ describe: 'Chance that a position has a take-profit.', default: '30%', min: 0, max: 1 }),
  takeProfit: p.fraction({
    describe: 'Gain, of the equity behind the position, that is taken.',
    default: '100%',
    min: 0,
  }),
  reenter: p.rate({ describe: 'How often one without a position opens another.', default: '0 /s' }),
  attention: p.duration({ describe: 'Time between two looks at the position.', default: '10 s', min: '100 ms' }),
  slippage: p.fraction({
    describe: 'How far past the best price an order to open may reach.',
    default: '0.2%',
    min: 0,
  }),
}).superRefine(({ markets, weights }, context) => {
  if (weights.length > 0 && weights.length !== markets.length) {
    const message = `expected one weight for each of the ${markets.length} markets, found ${weights.length}`;
    context.addIssue({ code: 'custom', message, path: ['weights'] });
  } else if (weights.length > 0 && weights.every((weight) => weight === 0)) {
    context.addIssue({ code: 'custom', message: 'expected at least one weight above 0', path: ['weights'] });
  }
});

/** The leverage chosen at a venue is a little above that of the position, or fees and slippage would refuse the order. */
const HEADROOM = 1.05;

/** What an account is about. */
const flat = 0;
const entering = 1;
const holding = 2;
const leaving = 3;
const stopping = 4;

/** Looks are spread over this many moments of the attention time; an account's moment is its number modulo this. */
const MOMENTS = 64;

/**
 * Return on the equity behind a position of either side (1 long, −1 short), when the price went from entry to now: the
 * leveraged move of the price; on an inverse perpetual, whose equity is coins, that of the price of money in coins.
 */
export function returnOnEquity(
  side: number,
  entryPrice: number,
  price: number,
  leverage: number,
  inverse = false,
): number {
  return side * (inverse ? 1 - entryPrice / price : price / entryPrice - 1) * leverage;
}

/**
 * Very many traders on margin. Each opens a position worth `leverage` times its equity, holds it, and closes it when its
 * time, its stop or its profit has come; what happens in between (margin, liquidation) is the venue's affair. One timer
 * serves all: an account looks at its position once in the attention time, and sends at most one order a look.
 */
@injectable()
class LeveragedTraders {
  readonly #cohort: Cohort;
  readonly #view: View;
  readonly #slippage: Float64Array;
  readonly #leverage: Float64Array;
  readonly #setsLeverage: boolean;
  readonly #maxTries: Float64Array;
  readonly #longShare: Float64Array;
  readonly #horizon: Float64Array;
  readonly #stopShare: Float64Array;
  readonly #stopLoss: Float64Array;
  readonly #profitShare: Float64Array;
  readonly #takeProfit: Float64Array;
  readonly #reenter: Float64Array;
  readonly #draws: Readonly<Record<'side' | 'horizon' | 'stop' | 'profit' | 'reenter', CohortDraws>>;
  readonly #market: readonly MarketView[];

  readonly #stage: Uint8Array;
  /** 1 long, −1 short. */
  readonly #side: Int8Array;
  /** When the account next acts of itself, in milliseconds since the epoch; Infinity is never. */
  readonly #nextMs: Float64Array;
  /** Base units it means to hold. */
  readonly #target: Float64Array;
  readonly #tries: Uint32Array;
  /** How many positions it has opened: the k of its draws. */
  readonly #round: Uint32Array;
  /** Returns on equity at which it closes; ∓Infinity without. */
  readonly #stopAt: Float64Array;
  readonly #profitAt: Float64Array;
  #moment = 0;

  constructor(
    @inject(COHORT) cohort: Cohort,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    const { size } = cohort;
    this.#cohort = cohort;
    this.#view = view;
    this.#slippage = cohort.param('slippage');
    this.#leverage = cohort.param('leverage');
    this.#setsLeverage = cfg.setsLeverage;
    this.#maxTries = cohort.param('tries');
    this.#longShare = cohort.param('longShare');
    this.#horizon = cohort.param('horizon');
    this.#stopShare = cohort.param('stopShare');
    this.#stopLoss = cohort.param('stopLoss');
    this.#profitShare = cohort.param('profitShare');
    this.#takeProfit = cohort.param('takeProfit');
    this.#reenter = cohort.param('reenter');
    this.#draws = {
      side: cohort.draws('side'),
      horizon: cohort.draws('horizon'),
      stop: cohort.draws('stop'),
      profit: cohort.draws('profit'),
      reenter: cohort.draws('reenter'),
    };
    this.#market = this.#chosenMarkets(cfg.markets, cfg.weights);
    this.#stage = new Uint8Array(size).fill(flat);
    this.#side = new Int8Array(size);
    this.#target = new Float64Array(size);
    this.#tries = new Uint32Array(size);
    this.#round = new Uint32Array(size);
    this.#stopAt = new Float64Array(size);
    this.#profitAt = new Float64Array(size);
    const entry = cohort.draws('entry');
    const window = cohort.param('entryWindow');
    this.#nextMs = window.map((windowMs, account) => view.nowMs + windowMs * entry.uniform(account, 0));
    const gapMs = cohort.param('attention')[0] / MOMENTS;
    wakeups(clock, () => gapMs).subscribe(() => this.#lookAtSome());
  }

  #lookAtSome(): void {
    const { size } = this.#cohort;
    const { nowMs } = this.#view;
    for (let account = this.#moment; account < size; account += MOMENTS) this.#look(account, nowMs);
    this.#moment = (this.#moment + 1) % MOMENTS;
  }

  #look(account: number, nowMs: number): void {
    const stage = this.#stage[account];
    if (stage === flat && nowMs < this.#nextMs[account]) return;
    const market = this.#market[account];
    const price = market.mark;
    if (!market.open || !(price > 0)) return;
    if (stage === flat) this.#choose(account, market, price, nowMs);
    else if (stage === entering) this.#enter(account, market);
    else if (stage === holding) this.#hold(account, market, price, nowMs);
    else this.#leave(account, market, nowMs);
  }

  /** Makes up its mind about a new position and sends the first order for it. */
  #choose(account: number, market: MarketView, price: number, nowMs: number): void {
    const equity = this.#equity(account, market, price);
    const round = this.#round[account]++;
    const { side, stop, profit, horizon } = this.#draws;
    this.#target[account] = (this.#leverage[account] * equity) / contractWorth(market, price);
    if (!(this.#target[account] >= market.lotSize)) {
      this.#nextMs[account] = Infinity;
      return;
    }
    this.#side[account] = side.uniform(account, round) < this.#longShare[account] ? 1 : -1;
    const hasStop = stop.uniform(account, round) < this.#stopShare[account];
    const hasProfit = profit.uniform(account, round) < this.#profitShare[account];
    this.#stopAt[account] = hasStop ? -this.#stopLoss[account] : -Infinity;
    this.#profitAt[account] = hasProfit ? this.#takeProfit[account] : Infinity;
    this.#nextMs[account] = nowMs + horizon.exponential(account, round, this.#horizon[account]);
    if (this.#setsLeverage) {
      const leverage = Math.max(1, this.#leverage[account] * HEADROOM);
      this.#cohort.desk.setLeverage(account, market, leverage);
    }
    this.#tries[account] = 0;
    this.#stage[account] = entering;
    this.#enter(account, market);
  }

  /** Quote units behind the positions of an account: of an inverse perpetual, the coins that answer for it. */
  #equity(account: number, { inverse, base, venue }: MarketView, price: number): number {
    const { desk } = this.#cohort;
    return inverse ? desk.balance(account, base, venue) * price : desk.equity(account, venue);
  }

  /** Sends for what the position still lacks, until it has it or has tried often enough. */
  #enter(account: number, market: MarketView): void {
    const side = this.#side[account];
    const missing = this.#target[account] - side * this.#cohort.desk.position(account, market);
    if (missing < market.lotSize || this.#tries[account] >= this.#maxTries[account]) {
      this.#stage[account] = holding;
      return;
    }
    this.#tries[account]++;
    this.#take(account, market, side > 0 ? 'buy' : 'sell', missing);
  }

  #hold(account: number, market: MarketView, price: number, nowMs: number): void {
    const position = this.#cohort.desk.position(account, market);
    if (position === 0) return this.#rest(account, nowMs);
    const entry = this.#cohort.desk.entryPrice(account, market);
    const gain = returnOnEquity(Math.sign(position), entry, price, this.#leverage[account], market.inverse);
    if (gain <= this.#stopAt[account]) this.#stage[account] = stopping;
    else if (gain >= this.#profitAt[account] || nowMs >= this.#nextMs[account]) this.#stage[account] = leaving;
    else return;
    this.#leave(account, market, nowMs);
  }

  /** Closes the position: at any price on a stop, else within the slippage. */
  #leave(account: number, market: MarketView, nowMs: number): void {
    const { desk } = this.#cohort;
    const position = desk.position(account, market);
    if (position === 0) return this.#rest(account, nowMs);
    const side = position > 0 ? 'sell' : 'buy';
    const size = Math.abs(position);
    if (this.#stage[account] === stopping) desk.market(account, market, side, size, { reduceOnly: true });
    else this.#take(account, market, side, size, true);
  }

  #rest(account: number, nowMs: number): void {
    const rate = this.#reenter[account];
    const { reenter } = this.#draws;
    this.#stage[account] = flat;
    this.#nextMs[account] =
      rate > 0 ? nowMs + reenter.exponential(account, this.#round[account], 1000 / rate) : Infinity;
  }

  #take(account: number, market: MarketView, side: Side, size: number, reduceOnly = false): void {
    const slippage = this.#slippage[account];
    const limit = side === 'buy' ? market.bestAsk * (1 + slippage) : market.bestBid * (1 - slippage);
    if (limit > 0) this.#cohort.desk.limit(account, market, side, limit, size, { timeInForce: 'ioc', reduceOnly });
  }

  /** One market an account, in proportion to the weights. */
  #chosenMarkets(ids: readonly string[], weights: readonly number[]): MarketView[] {
    const markets = ids.map((id) => this.#view.market(id));
    const shares = weights.length > 0 ? weights : ids.map(() => 1);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const spot = markets.find((market) => market.kind === 'spot');
    if (spot !== undefined) throw new Error(`${spot.id} is not a perpetual; traders on margin need one`);
    const draws = this.#cohort.draws('market');
    return Array.from({ length: this.#cohort.size }, (_, account) => {
      let rest = draws.uniform(account, 0) * total;
      const at = shares.findIndex((share) => (rest -= share) < 0);
      return markets[at < 0 ? shares.findLastIndex((share) => share > 0) : at];
    });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'leveraged-trader',
  version: '1.0.0',
  summary: 'Many traders on margin who open leveraged positions and hold them until stop, profit, time or liquidation.',
  params,
  use: LeveragedTraders,
  cohort: true,
});
