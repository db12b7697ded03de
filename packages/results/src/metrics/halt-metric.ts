import { marketHalt, marketStates } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { scoredPart } from '../scored-part.ts';

interface Halts {
  count: number;
  isHalted: boolean;
  /** When the halt began; read while it lasts. */
  fromUs: number;
  haltedUs: number;
}

/** Measures how often each market was halted after the warm-up, by a breaker of its own, and for how long. */
export class HaltMetric implements Metric {
  #context: RunContext | null = null;
  #halts: readonly Halts[] = [];

  start(context: RunContext): void {
    this.#context = context;
    const { scoredFromUs } = context;
    this.#halts = context.view.markets.map(() => ({ count: 0, isHalted: false, fromUs: 0, haltedUs: 0 }));
    context.listen(marketHalt, (_seq, timeUs, _cause, _origin, place, state) => {
      const halts = this.#halts[place];
      if (state === marketStates.open) {
        halts.isHalted = false;
        halts.haltedUs += scoredPart(halts.fromUs, timeUs, scoredFromUs);
      } else if (!halts.isHalted) {
        halts.isHalted = true;
        halts.fromUs = timeUs;
        if (timeUs >= scoredFromUs) halts.count++;
      }
    });
  }

  values(): readonly MetricValue[] {
    const context = this.#context;
    if (context === null) return [];
    const endUs = Math.round(context.view.nowMs * 1000);
    return this.#halts.flatMap(({ count, isHalted, fromUs, haltedUs }, place) => {
      const subject = context.view.markets[place].id;
      const rest = isHalted ? scoredPart(fromUs, endUs, context.scoredFromUs) : 0;
      return [
        { subject, name: 'halts', value: count, unit: 'halts' },
        { subject, name: 'halted', value: (haltedUs + rest) / 1_000_000, unit: 's' },
      ];
    });
  }
}
