import {
  CLOCK,
  COHORT,
  DESK,
  PARAMS,
  RNG,
  STREAMS,
  VIEW,
  definePlugin,
  inject,
  injectable,
  p,
  parameters,
  wakeups,
} from '@ebb/sdk';
import type { Cohort, Desk, MarketView, OrderId, Plugin, Rng, SchedulerLike, Side, View, z } from '@ebb/sdk';

/** What an agent drew and what it was made with; tests read it to see whether streams stay as they were. */
export interface Notes {
  readonly draws: number[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly balance: number;
}

const traderParams = parameters({
  market: p.market({ describe: 'Where it trades.' }),
  gap: p.duration({ describe: 'Mean time between two acts.', default: '500 ms' }),
  size: p.number({ describe: 'Mean size of an order.', default: 1 }),
});

/** Makes a plugin that trades at random around the outside value; what each instance drew is noted under its name. */
export function traderPlugin(notes: Map<string, Notes> = new Map<string, Notes>()): Plugin {
  @injectable()
  class Trader {
    readonly #desk: Desk;
    readonly #rng: Rng;
    readonly #market: MarketView;
    readonly #view: View;
    readonly #size: number;
    readonly #open: OrderId[] = [];
    readonly #notes: Notes;

    constructor(
      @inject(DESK) desk: Desk,
      @inject(VIEW) view: View,
      @inject(RNG) rng: Rng,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(PARAMS) params: z.infer<typeof traderParams>,
      @inject(STREAMS) streams: (purpose: string) => Rng,
    ) {
      this.#desk = desk;
      this.#rng = rng;
      this.#view = view;
      this.#size = params.size;
      this.#market = view.market(params.market);
      const { quote, venue } = this.#market;
      this.#notes = { draws: [streams('gap').uniform()], params, balance: desk.balance(quote, venue) };
      notes.set(desk.name, this.#notes);
      desk.react(
        wakeups(clock, () => rng.exponential(params.gap)),
        () => this.#act(),
      );
    }

    #act(): void {
      const u = this.#rng.uniform();
      this.#notes.draws.push(u);
      const side: Side = this.#rng.uniform() < 0.5 ? 'buy' : 'sell';
      const price = this.#view.value(this.#market.base) * (1 + 0.004 * (this.#rng.uniform() - 0.5));
      const size = this.#rng.exponential(this.#size);
      if (u < 0.2) this.#desk.market(this.#market, side, size);
      else if (u < 0.3) this.#desk.cancelAll(this.#market);
      else if (u < 0.45 && this.#open.length > 0) this.#desk.cancel(this.#open.shift()!);
      else if (u < 0.5 && this.#open.length > 0) this.#desk.amend(this.#open[0], price, size);
      else this.#open.push(this.#desk.limit(this.#market, side, price, size));
    }
  }
  return definePlugin({
    kind: 'agent',
    name: 'trader',
    version: '1.0.0',
    summary: 'Trades at random around the outside value.',
    params: traderParams,
    use: Trader,
  });
}

/** Looks at everything and sends nothing. */
export const idlerPlugin: Plugin = idler();

function idler(): Plugin {
  @injectable()
  class Idler {
    constructor(
      @inject(DESK) desk: Desk,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(RNG) rng: Rng,
      @inject(VIEW) view: View,
    ) {
      desk.react(
        wakeups(clock, () => rng.exponential(300)),
        () => view.markets.map(({ mid }) => mid),
      );
      desk.react(desk.fills$, () => undefined);
    }
  }
  return definePlugin({
    kind: 'agent',
    name: 'idler',
    version: '1.0.0',
    summary: 'Looks at everything and sends nothing.',
    params: parameters({}),
    use: Idler,
  });
}

const crowdParams = parameters({
  market: p.market({ describe: 'Where they trade.' }),
  nerve: p.fraction({ describe: 'How soon they act.', default: 0.5 }),
});

/** Makes a cohort whose accounts each buy, at a moment of their own, as much as their nerve allows; `seen` takes its columns. */
export function crowdPlugin(seen: Float64Array[] = []): Plugin {
  @injectable()
  class Crowd {
    constructor(
      @inject(COHORT) cohort: Cohort,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(VIEW) view: View,
      @inject(PARAMS) params: z.infer<typeof crowdParams>,
    ) {
      const nerve = cohort.param('nerve');
      seen.push(nerve);
      const market = view.market(params.market);
      const draws = cohort.draws('when');
      for (let account = 0; account < cohort.size; account++) {
        const side: Side = draws.uniform(account, 1) < 0.5 ? 'buy' : 'sell';
        clock.schedule(
          () => cohort.desk.market(account, market, side, 4 * nerve[account]),
          1000 + 20_000 * draws.uniform(account, 0),
        );
      }
    }
  }
  return definePlugin({
    kind: 'agent',
    name: 'crowd',
    version: '1.0.0',
    summary: 'Very many accounts that each trade once.',
    params: crowdParams,
    use: Crowd,
    cohort: true,
  });
}
