import { CLOCK, DESK, PARAMS, RNG, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Desk, PoolDesk, PoolRange, Rng, SchedulerLike, View, z } from '@ebb/sdk';
import fc from 'fast-check';
import { interval } from 'rxjs';
import type { RandomAgent } from '../src/index.ts';

const params = parameters({
  market: p.market({ describe: 'The market it deals with.' }),
  size: p.number({ describe: 'About how much of the base asset it moves at once.', min: 0 }),
});

/** Puts liquidity in, takes some out, and swaps by market orders and limits of every kind, at random. */
@injectable()
class Dabbler {
  readonly #desk: Desk;
  readonly #view: View;
  readonly #rng: Rng;
  readonly #params: z.infer<typeof params>;

  constructor(
    @inject(DESK) desk: Desk,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) given: z.infer<typeof params>,
  ) {
    this.#desk = desk;
    this.#view = view;
    this.#rng = rng;
    this.#params = given;
    desk.react(interval(300 + 700 * rng.uniform(), clock), () => this.#act());
  }

  #act(): void {
    const rng = this.#rng;
    const { market, size } = this.#params;
    const { mid } = this.#view.market(market);
    const pool = this.#pool();
    const side = rng.uniform() < 0.5 ? 'buy' : 'sell';
    const amount = size * 20 * rng.uniform() * rng.uniform();
    const what = rng.uniform();
    if (pool !== null && what < 0.3) {
      const range = this.#range(pool, mid);
      pool.add(amount, amount * (mid || 1) * (0.5 + rng.uniform()), range);
    } else if (pool !== null && what < 0.5) {
      const held = pool.holdings;
      const found = held.length === 0 ? undefined : held[Math.floor(rng.uniform() * held.length)].range;
      pool.remove(rng.uniform() < 0.4 ? 1 : 0.001 + 0.9 * rng.uniform(), found);
    } else if (what < 0.75 || Number.isNaN(mid)) {
      this.#desk.market(market, side, amount);
    } else {
      const kind = (['ioc', 'fok', 'gtc', 'postOnly'] as const)[Math.floor(rng.uniform() * 4)];
      this.#desk.limit(market, side, mid * (0.95 + 0.1 * rng.uniform()), amount, { timeInForce: kind });
    }
  }

  #range(pool: PoolDesk, mid: number): PoolRange | undefined {
    if (!pool.takesRanges || Number.isNaN(mid) || this.#rng.uniform() < 0.2) return undefined;
    // A few ranges again and again, so that they share ends.
    const low = mid * (0.8 + 0.05 * Math.floor(8 * this.#rng.uniform()));
    return { low, high: low * (1.02 + 0.2 * this.#rng.uniform()) };
  }

  #pool(): PoolDesk | null {
    try {
      return this.#desk.pool(this.#params.market);
    } catch {
      return null;
    }
  }
}

/** A plugin that exists for random worlds. */
export const dabbler = definePlugin({
  kind: 'agent',
  name: 'dabbler',
  version: '1.0.0',
  summary: 'Provides liquidity and trades at random, for tests.',
  params,
  use: Dabbler,
});

/** Dabblers on spot markets, pools or not. */
export const dabblers: RandomAgent = {
  use: 'dabbler',
  kind: 'spot',
  count: [1, 6],
  params: ({ id, size }) => fc.constant({ market: id, size }),
};
