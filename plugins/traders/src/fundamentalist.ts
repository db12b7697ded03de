import {
  CLOCK,
  DESK,
  PARAMS,
  RNG,
  VIEW,
  definePlugin,
  exp,
  inject,
  injectable,
  p,
  parameters,
  wakeups,
} from '@ebb/sdk';
import type { Desk, MarketView, OrderId, Rng, SchedulerLike, Side, View, z } from '@ebb/sdk';
import { affordableSize } from './affordable-size.ts';
import { knownPrice } from './known-price.ts';

const params = parameters({
  market: p.market({ describe: 'Where it trades; the outside value of the base asset is what it compares with.' }),
  rate: p.rate({ describe: 'How often it looks at the price, on average.', default: '0.1 /s', min: '0.0001 /s' }),
  threshold: p.fraction({ describe: 'Smallest mispricing it acts on.', default: '0.3%', min: 0 }),
  fullAt: p.fraction({ describe: 'Mispricing at which an order has its full size.', default: '3%', min: 0 }),
  size: p.number({ describe: 'Full size of an order, in base units.', min: 0 }),
  maxPosition: p.number({
    describe: 'On a perpetual, the largest position in multiples of the full size.',
    default: 10,
    min: 0,
  }),
  error: p.fraction({ describe: 'Standard deviation of its private error about the value.', default: '0.5%', min: 0 }),
  errorHalfLife: p.duration({
    describe: 'Time in which half of an error is forgotten.',
    default: '30 min',
    min: '1 s',
  }),
  aggression: p.fraction({
    describe: 'Share of orders that take at once; the others wait at the best price on their own side.',
    default: '50%',
    min: 0,
    max: 1,
  }),
});

const LN_2 = 0.6931471805599453;

/**
 * The next value of an error that reverts to zero, after some time: the exact update of an Ornstein-Uhlenbeck process
 * (Gillespie, Physical Review E 54, 2084, 1996). `sd` is the standard deviation in the long run, `normal` a standard draw.
 */
export function driftedError(error: number, sd: number, elapsedMs: number, halfLifeMs: number, normal: number): number {
  const kept = exp((-LN_2 * elapsedMs) / halfLifeMs);
  return error * kept + sd * Math.sqrt(1 - kept * kept) * normal;
}

/** Share of the full size for a mispricing of either sign: 0 up to the threshold, then linear, 1 from `fullAt` on. */
export function shareOfSize(mispricing: number, threshold: number, fullAt: number): number {
  const beyond = Math.abs(mispricing) - threshold;
  if (!(beyond > 0)) return 0;
  return fullAt > threshold ? Math.min(1, beyond / (fullAt - threshold)) : 1;
}

/**
 * Knows the outside value of the base asset with a private, persistent error, and trades towards it: the fundamentalist
 * of Chiarella and Iori 2002. It never pays more, or takes less, than its own value less the threshold.
 */
@injectable()
class Fundamentalist {
  readonly #desk: Desk;
  readonly #rng: Rng;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #market: MarketView;
  #error: number;
  #lookedMs: number;
  #resting: OrderId = 0;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#rng = rng;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#error = cfg.error * rng.normal();
    this.#lookedMs = view.nowMs;
    const meanGapMs = 1000 / cfg.rate;
    desk.react(
      wakeups(clock, () => rng.exponential(meanGapMs)),
      () => this.#look(),
    );
  }

  #look(): void {
    const { threshold, fullAt, aggression } = this.#cfg;
    const value = this.#ownValue();
    const isTaking = this.#rng.uniform() < aggression;
    if (!this.#market.open) return;
    this.#withdraw();
    const mispricing = knownPrice(this.#market) / value - 1;
    const share = shareOfSize(mispricing, threshold, fullAt);
    if (share === 0) return;
    const side = mispricing < 0 ? 'buy' : 'sell';
    const limit = side === 'buy' ? value * (1 - threshold) : value * (1 + threshold);
    if (isTaking) this.#send(side, limit, share, 'ioc');
    else this.#send(side, this.#patientPrice(side, limit), share, 'gtc');
  }

  #send(side: Side, price: number, share: number, timeInForce: 'ioc' | 'gtc'): void {
    const { size, maxPosition } = this.#cfg;
    const room = affordableSize(this.#desk, this.#market, side, price, maxPosition * size);
    const wanted = Math.min(size * share, room);
    if (!(wanted > 0)) return;
    const order = this.#desk.limit(this.#market, side, price, wanted, { timeInForce });
    if (timeInForce === 'gtc') this.#resting = order;
  }

  /** The best price on its own side, never worse than its limit; the limit where that side is empty. */
  #patientPrice(side: Side, limit: number): number {
    const { bestBid, bestAsk } = this.#market;
    if (side === 'buy') return bestBid > 0 ? Math.min(bestBid, limit) : limit;
    return bestAsk > 0 ? Math.max(bestAsk, limit) : limit;
  }

  #withdraw(): void {
    if (this.#resting !== 0) this.#desk.cancel(this.#resting);
    this.#resting = 0;
  }

  #ownValue(): number {
    const { error, errorHalfLife } = this.#cfg;
    const { nowMs } = this.#view;
    this.#error = driftedError(this.#error, error, nowMs - this.#lookedMs, errorHalfLife, this.#rng.normal());
    this.#lookedMs = nowMs;
    return this.#view.value(this.#market.base) * exp(this.#error);
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'fundamentalist',
  version: '1.0.0',
  summary: 'Knows roughly what the asset is worth outside and trades towards it when the price is off.',
  params,
  use: Fundamentalist,
});
