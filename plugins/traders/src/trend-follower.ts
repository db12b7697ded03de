import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, exp, inject, injectable } from '@ebb/sdk';
import { p, parameters, tanh, wakeups } from '@ebb/sdk';
import type { Desk, MarketView, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import { affordableSize } from './affordable-size.ts';

const params = parameters({
  market: p.market({ describe: 'Where it watches and trades.' }),
  interval: p.duration({ describe: 'Mean time between two looks at the price.', default: '10 s', min: '100 ms' }),
  fast: p.duration({ describe: 'Memory of the fast average.', default: '2 min', min: '1 s' }),
  slow: p.duration({ describe: 'Memory of the slow average.', default: '15 min', min: '1 s' }),
  scale: p.fraction({ describe: 'Gap of the averages that moves it most of the way.', default: '0.5%', min: '0.1 bp' }),
  maxPosition: p.number({ describe: 'Largest distance from where it began, in base units.', min: 0 }),
  tolerance: p.fraction({
    describe: 'It trades when it is further from its target than this share of the largest position.',
    default: '10%',
    min: 0,
  }),
  slippage: p.fraction({ describe: 'How far past the best price an order may reach.', default: '0.5%', min: 0 }),
});

/** An exponential average after some time at a new value; `memoryMs` is the time constant, and NaN begins anew. */
export function smoothed(average: number, value: number, elapsedMs: number, memoryMs: number): number {
  if (Number.isNaN(average)) return value;
  return value + (average - value) * exp(-elapsedMs / memoryMs);
}

/** Share of the largest position, −1 to 1, that a fast average calls for when it stands so far from a slow one. */
export function trendTarget(fast: number, slow: number, scale: number): number {
  return tanh((fast / slow - 1) / scale);
}

/**
 * Buys what has risen and sells what has fallen: the chartist of Chiarella and Iori, A simulation analysis of the
 * microstructure of double auction markets, Quantitative Finance 2, 2002. Its position follows the gap between a fast and
 * a slow average, and so shrinks again when a trend fades.
 */
@injectable()
class TrendFollower {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #market: MarketView;
  /** Position at the start: what a spot trader returns to. */
  readonly #home: number;
  #fast = NaN;
  #slow = NaN;
  #lookedMs: number;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    this.#home = desk.position(this.#market);
    this.#lookedMs = view.nowMs;
    desk.react(
      wakeups(clock, () => cfg.interval * rng.uniformIn(0.5, 1.5)),
      () => this.#look(),
    );
  }

  #look(): void {
    const { fast, slow, scale, maxPosition, tolerance } = this.#cfg;
    const { mid, open } = this.#market;
    const { nowMs } = this.#view;
    if (!(mid > 0) || !open) return;
    const elapsedMs = nowMs - this.#lookedMs;
    this.#fast = smoothed(this.#fast, mid, elapsedMs, fast);
    this.#slow = smoothed(this.#slow, mid, elapsedMs, slow);
    this.#lookedMs = nowMs;
    const target = this.#home + maxPosition * trendTarget(this.#fast, this.#slow, scale);
    const gap = target - this.#desk.position(this.#market);
    if (Math.abs(gap) > tolerance * maxPosition) this.#trade(gap);
  }

  #trade(gap: number): void {
    const { maxPosition, slippage } = this.#cfg;
    const side = gap > 0 ? 'buy' : 'sell';
    const limit = side === 'buy' ? this.#market.bestAsk * (1 + slippage) : this.#market.bestBid * (1 - slippage);
    const size = Math.min(Math.abs(gap), affordableSize(this.#desk, this.#market, side, limit, maxPosition));
    if (size > 0) this.#desk.limit(this.#market, side, limit, size, { timeInForce: 'ioc' });
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'trend-follower',
  version: '1.0.0',
  summary: 'Buys what has been rising and sells what has been falling, and goes home when the trend fades.',
  params,
  use: TrendFollower,
});
