import { amendOrder, cancelAllOrders, cancelOrder, placeOrder, trade } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/** Counts trades and intents of the run after the warm-up. */
export class ActivityMetric implements Metric {
  #trades = 0;
  #forced = 0;
  #intents = 0;

  start(context: RunContext): void {
    const { scoredFromUs } = context;
    context.listen(trade, (_seq, timeUs, _cause, _origin, _place, _price, _size, _side, _maker, _taker, forced) => {
      if (timeUs < scoredFromUs) return;
      this.#trades++;
      this.#forced += forced;
    });
    const count = (timeUs: number): void => {
      if (timeUs >= scoredFromUs) this.#intents++;
    };
    context.listen(placeOrder, (_seq, timeUs) => count(timeUs));
    context.listen(amendOrder, (_seq, timeUs) => count(timeUs));
    context.listen(cancelOrder, (_seq, timeUs) => count(timeUs));
    context.listen(cancelAllOrders, (_seq, timeUs) => count(timeUs));
  }

  values(): readonly MetricValue[] {
    return [
      { name: 'trades', value: this.#trades, unit: 'trades' },
      { name: 'forcedTrades', value: this.#forced, unit: 'trades' },
      { name: 'intents', value: this.#intents, unit: 'intents' },
    ];
  }
}
