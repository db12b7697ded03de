import { orderStates, orderUpdate } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/**
 * Counts the orders of each class that venues refused after the warm-up: for want of money or margin, for a rate limit, a
 * closed venue and the like. A class that never trades may only have been refused.
 */
export class RefusalMetric implements Metric {
  #context: RunContext | null = null;
  #refused = new Float64Array(0);

  start(context: RunContext): void {
    this.#context = context;
    context.listen(orderUpdate, (_seq, timeUs, _cause, _origin, _place, account, _order, state) => {
      if (state !== orderStates.refused || timeUs < context.scoredFromUs) return;
      const { length } = context.classes;
      if (this.#refused.length < length) {
        const grown = new Float64Array(length);
        grown.set(this.#refused);
        this.#refused = grown;
      }
      this.#refused[context.classOf(account)]++;
    });
  }

  values(): readonly MetricValue[] {
    return (this.#context?.classes ?? []).map((subject, i) => ({
      subject,
      name: 'refusedOrders',
      value: this.#refused[i] ?? 0,
      unit: 'orders',
    }));
  }
}
