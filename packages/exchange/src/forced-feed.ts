import type { Market } from '@ebb/clearing';
import type { Bus, Topic } from '@ebb/kernel';
import { lotsAtOrBelow, sizeOf } from '@ebb/ledger';
import type { ForcedPrint, ObservationPolicy } from './contracts/observation.ts';
import { forcedPrint } from './market-facts.ts';
import type { ForcedPrintShown } from './market-facts.ts';

/** The public feed of forced orders of one market: what its observation rule lets through, told as facts. */
export class ForcedFeed {
  readonly #market: Market;
  readonly #rule: ObservationPolicy;
  readonly #nowUs: () => number;
  readonly #prints: Topic<Market, [number, number, number, number], ForcedPrintShown>;

  constructor(market: Market, rule: ObservationPolicy, bus: Bus, nowUs: () => number) {
    this.#market = market;
    this.#rule = rule;
    this.#nowUs = nowUs;
    this.#prints = bus.topic(forcedPrint, market, market.instrument.index);
  }

  /**
   * Lets the rule take note of a forced order that filled so much (`side` 1 bought, −1 sold; `notional` in quote units) and
   * publishes what it shows. Sizes are told in whole lots, rounded to the nearest. Throws a RangeError for a print that is none.
   */
  note(side: number, filledLots: number, notional: number): void {
    const { instrument } = this.#market;
    const shown = this.#rule.observe({
      instrument,
      nowMs: this.#nowUs() / 1000,
      size: sizeOf(instrument, filledLots),
      side: side > 0 ? 'buy' : 'sell',
      notional,
    });
    for (const print of shown) this.#publish(print);
  }

  #publish(print: ForcedPrint): void {
    const { id, instrument } = this.#market;
    const { side, size, notional, nowMs } = print;
    const lots = lotsAtOrBelow(instrument, size + instrument.lotSize / 2);
    const metUs = Math.round(nowMs * 1000);
    const isPast = metUs >= 0 && metUs <= this.#nowUs();
    if (print.instrument !== instrument || !(lots > 0) || !(notional >= 0 && notional < Infinity) || !isPast) {
      const what = `${side} of ${size} for ${notional} at ${nowMs} ms`;
      throw new RangeError(`the observation rule of ${id} shows what cannot be: ${what}`);
    }
    this.#prints.publish(side === 'buy' ? 1 : -1, lots, notional, metUs);
  }
}
