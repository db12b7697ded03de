import { definePlugin, mark, parameters } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/** How near to the best price an order counts. */
const WITHIN = 0.01;
const US_PER_MINUTE = 60_000_000;

/** Reads the book of each perpetual at its marks. */
class DepthByMinute implements Metric {
  #context: RunContext | null = null;
  /** By market, then by minute from the start. */
  readonly #least = new Map<string, number[]>();

  start(context: RunContext): void {
    this.#context = context;
    const { markets } = context.view;
    context.listen(mark, (_seq, timeUs, _cause, _origin, place) => {
      const market = markets[place];
      const minute = Math.floor((timeUs - context.startUs) / US_PER_MINUTE);
      const minutes = this.#least.get(market.id) ?? [];
      this.#least.set(market.id, minutes);
      const depth = market.depth('buy', WITHIN) + market.depth('sell', WITHIN);
      minutes[minute] = Math.min(minutes[minute] ?? Infinity, depth);
    });
  }

  values(): readonly MetricValue[] {
    const markets = this.#context?.view.markets ?? [];
    return markets.flatMap(({ id, base }) =>
      (this.#least.get(id) ?? []).map((value, minute) => ({ subject: id, name: `depth${minute}`, value, unit: base })),
    );
  }
}

export default definePlugin({
  kind: 'metric',
  name: 'depth-by-minute',
  version: '1.0.0',
  summary:
    'The least that rested within 1 % of the best prices of each perpetual, on both sides together, in each minute.',
  params: parameters({}),
  use: DepthByMinute,
});
