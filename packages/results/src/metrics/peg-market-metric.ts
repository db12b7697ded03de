import { PARAMS, backing, inject, injectable, p, parameters, trade, value } from '@ebb/sdk';
import type { MarketView, Metric, MetricValue, PegInfo, RunContext, z } from '@ebb/sdk';
import { DeviationTrack } from '../deviation-track.ts';
import { DrainedDepth } from '../drained-depth.ts';
import { marketGrids } from '../market-grid.ts';
import type { MarketGrid } from '../market-grid.ts';

/** The parameters of the metric of pegged coins' markets. */
export const pegMarketParams = parameters({
  thresholds: p.list(p.number({ describe: 'A ratio of price to par.', min: 0 }), {
    describe: 'Ratios of price to par below which time is counted.',
    default: [0.99, 0.97, 0.95],
  }),
  within: p.fraction({ describe: 'How near to par a price that has recovered stays.', default: '1%', min: 0 }),
  hold: p.duration({ describe: 'For how long it has to stay there.', default: '10 min' }),
  depth: p.fraction({ describe: 'How far below the best bid bids count as depth.', default: '1%', min: 0 }),
});

const SECOND_US = 1_000_000;

interface Tracked {
  readonly market: MarketView;
  readonly grid: MarketGrid;
  readonly peg: PegInfo;
  readonly track: DeviationTrack;
  readonly drained: DrainedDepth;
  lastTicks: number;
  /** When its depth is looked at next. */
  nextUs: number;
}

/**
 * Measures how each spot market of a coin with an issuer kept to par after the warm-up: last traded price ÷ par in the quote
 * asset, by the mechanism's parity and outside values. Depth is looked at once a second at most, between intents.
 */
@injectable()
export class PegMarketMetric implements Metric {
  readonly #params: z.infer<typeof pegMarketParams>;
  #context: RunContext | null = null;
  #tracked: readonly Tracked[] = [];

  constructor(@inject(PARAMS) params: z.infer<typeof pegMarketParams> = pegMarketParams.parse({})) {
    this.#params = params;
  }

  start(context: RunContext): void {
    this.#context = context;
    const { assets, pegs, scoredFromUs, view } = context;
    const { hold, thresholds, within } = this.#params;
    const grids = marketGrids(context);
    const terms = { thresholds, within, holdUs: hold * 1000 };
    const places: (Tracked | undefined)[] = view.markets.map((market, place) => {
      const peg = pegs.find(({ coin }) => coin === market.base);
      if (peg === undefined || market.kind !== 'spot') return undefined;
      const [track, drained] = [new DeviationTrack(scoredFromUs, terms), new DrainedDepth(scoredFromUs)];
      return { market, grid: grids[place], peg, track, drained, lastTicks: 0, nextUs: 0 };
    });
    this.#tracked = places.filter((each) => each !== undefined);
    if (this.#tracked.length === 0) return;
    context.listen(trade, (_seq, timeUs, _cause, _origin, place, priceTicks) => {
      const tracked = places[place];
      if (tracked === undefined) return;
      tracked.lastTicks = priceTicks;
      this.#set(tracked, timeUs);
    });
    const look = (timeUs: number, matters: (tracked: Tracked) => boolean): void => {
      for (const tracked of this.#tracked) {
        if (matters(tracked)) this.#set(tracked, timeUs);
        this.#sample(tracked, timeUs);
      }
    };
    context.listen(backing, (_seq, timeUs, _cause, _origin, place) => {
      look(timeUs, ({ peg }) => peg.coin === assets[place]);
    });
    context.listen(value, (_seq, timeUs, _cause, _origin, place) => {
      look(timeUs, ({ grid, peg }) => grid.quote === assets[place] || peg.reference === assets[place]);
    });
  }

  values(): readonly MetricValue[] {
    const endUs = Math.round((this.#context?.view.nowMs ?? 0) * 1000);
    return this.#tracked.flatMap(({ grid, track, drained }) => {
      track.pass(endUs);
      const { worst, highest, lowest } = track;
      const one = (name: string, value: number, unit: string, atUs = NaN): MetricValue => ({
        ...{ subject: grid.id, name, value, unit },
        ...(Number.isNaN(atUs) || Number.isNaN(value) ? {} : { atUs }),
      });
      return [
        one('worstDeviation', worst.deviation, 'fraction', worst.atUs),
        one('highestRatio', highest.ratio, 'fraction', highest.atUs),
        one('lowestRatio', lowest.ratio, 'fraction', lowest.atUs),
        one('rmsDeviation', track.rms, 'fraction'),
        one('medianDeviation', track.medianSize, 'fraction'),
        ...track.belowSeconds.map((seconds, i) => one(belowName(this.#params.thresholds[i]), seconds, 's')),
        one('halfLife', track.halfLifeSeconds, 's'),
        one('recovery', track.recoverySeconds, 's'),
        one('drainedDepth', drained.share.value, 'fraction', drained.share.atUs),
      ];
    });
  }

  #set({ grid, lastTicks, peg, track }: Tracked, timeUs: number): void {
    if (lastTicks > 0) track.set(timeUs, grid.price(lastTicks) / peg.parIn(grid.quote));
  }

  #sample(tracked: Tracked, timeUs: number): void {
    if (timeUs < tracked.nextUs) return;
    tracked.nextUs = timeUs + SECOND_US;
    tracked.drained.sample(timeUs, tracked.market.depth('buy', this.#params.depth));
  }
}

/** The name of the time below a ratio: `below99` for 0.99, `below99_5` for 0.995. */
function belowName(threshold: number): string {
  return `below${Number((threshold * 100).toPrecision(9))}`.replace('.', '_');
}
