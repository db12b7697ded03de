import { CLOCK, COHORT, PARAMS, TAPE, VIEW, definePlugin, inject, injectable, p, parameters, wakeups } from '@ebb/sdk';
import type { Cohort, CohortDraws, SchedulerLike, Tape, View, z } from '@ebb/sdk';
import { RollingHigh } from './rolling-high.ts';

const params = parameters({
  asset: p.asset({ describe: 'What they pay in and out.' }),
  venue: p.venue({ describe: 'The venue where they keep it.' }),
  elsewhere: p.venue({ describe: 'The venue, or chain, that they pay it out to and in from.' }),
  wallet: p.choice(['trading', 'spot', 'earn'], { describe: 'The wallet on the venue.', default: 'trading' }),
  market: p.market({ describe: 'The market whose price frightens them.' }),
  reference: p.number({
    describe: 'A price that they believe in, such as 1 for a dollar coin; 0 for the highest price they remember.',
    default: 0,
    min: 0,
  }),
  memory: p.duration({ describe: 'How long they remember the highest price.', default: '1 h', min: '1 s' }),
  out: p.rate({ describe: 'How often each pays out, on a calm day.', default: '2 /d' }),
  in: p.rate({ describe: 'How often each pays in, on a calm day.', default: '2 /d' }),
  fear: p.number({
    describe: 'How many times more often they pay out, and less often in, for a price all the way down, less one.',
    default: 100,
    min: 0,
  }),
  share: p.fraction({ describe: 'Share of what it has there that one moves.', default: '50%', min: 0, max: 1 }),
  least: p.number({ describe: 'Less than so many units it does not move.', default: 10, min: 0 }),
  attention: p.duration({ describe: 'Time between two looks; one figure for all.', default: '10 s', min: '100 ms' }),
});

/** How much more often one pays out than on a calm day, at this fall of the price (a fraction, at least 0). */
export function haste(fall: number, fear: number): number {
  return 1 + fear * Math.max(0, fall);
}

/**
 * Very many who keep an asset on a venue and now and then pay some out or in, each at random moments of its own, more often
 * out and less often in while the price is low. What of it the venue lets through, and when, is the venue's affair.
 */
@injectable()
class DepositorFlow {
  readonly #cohort: Cohort;
  readonly #cfg: z.output<typeof params>;
  readonly #share: Float64Array;
  readonly #away: Way;
  readonly #home: Way;
  readonly #recent: RollingHigh;
  #fall = 0;

  constructor(
    @inject(COHORT) cohort: Cohort,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(CLOCK) clock: SchedulerLike,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    if (cfg.venue === cfg.elsewhere) throw new RangeError(`'elsewhere' is the same venue as 'venue': ${cfg.venue}`);
    this.#cohort = cohort;
    this.#cfg = cfg;
    this.#share = cohort.param('share');
    this.#recent = new RollingHigh(cfg.memory);
    const [there, elsewhere] = [`${cfg.venue}/${cfg.wallet}`, `${cfg.elsewhere}/trading`];
    this.#away = new Way(there, elsewhere, cohort.param('out'), cohort.draws('out'));
    this.#home = new Way(elsewhere, there, cohort.param('in'), cohort.draws('in'));
    tape.trades(view.market(cfg.market)).subscribe(({ price, timeUs }) => this.#see(price, timeUs));
    wakeups(clock, () => cfg.attention).subscribe(() => this.#look());
  }

  #see(price: number, timeUs: number): void {
    const { reference } = this.#cfg;
    if (reference === 0) this.#recent.take(price, timeUs);
    this.#fall = 1 - price / (reference === 0 ? this.#recent.high : reference);
  }

  #look(): void {
    const { asset, attention, fear, least } = this.#cfg;
    const times = haste(this.#fall, fear);
    for (const [way, seconds] of [
      [this.#away, (attention / 1000) * times],
      [this.#home, attention / 1000 / times],
    ] as const) {
      way.pass(seconds, (account) => {
        const amount = this.#cohort.desk.free(account, asset, way.from) * this.#share[account];
        if (amount > 0 && amount >= least) this.#cohort.desk.transfer(account, asset, amount, way.from, way.to);
      });
    }
  }
}

/** One direction: each account acts when its next moment has come, on a clock that runs faster in haste. */
class Way {
  /** Seconds that have passed on that clock. A steady clock with a steady rate gives a Poisson process; so does this one, by a change of time. */
  #seconds = 0;
  readonly #next: Float64Array;
  readonly #count: Uint32Array;

  constructor(
    readonly from: string,
    readonly to: string,
    readonly perSecond: Float64Array,
    readonly draws: CohortDraws,
  ) {
    this.#count = new Uint32Array(perSecond.length);
    this.#next = perSecond.map((_, account) => this.#gap(account));
  }

  pass(seconds: number, act: (account: number) => void): void {
    this.#seconds += seconds;
    for (let account = 0; account < this.#next.length; account++) {
      if (this.#next[account] > this.#seconds) continue;
      act(account);
      // At most one a look: what else would have fallen into it begins from here.
      this.#next[account] = this.#seconds + this.#gap(account);
    }
  }

  #gap(account: number): number {
    const rate = this.perSecond[account];
    return rate > 0 ? this.draws.exponential(account, this.#count[account]++, 1 / rate) : Infinity;
  }
}

export default definePlugin({
  kind: 'agent',
  name: 'depositor-flow',
  version: '1.0.0',
  summary: 'Many depositors who pay an asset in and out of a venue at random, more often out while its price is low.',
  params,
  use: DepositorFlow,
  cohort: true,
});
