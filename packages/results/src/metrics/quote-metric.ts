import { quote } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { scoredPart } from '../scored-part.ts';

interface Quotes {
  /** Ask − bid over their middle at its widest. */
  widest: number;
  widestUs: number;
  hasBid: boolean;
  /** When the bid side became empty; read while it is. */
  emptyFromUs: number;
  withoutBidUs: number;
}

/** Measures the best prices of each market after the warm-up: the widest spread, and how long nobody bid. */
export class QuoteMetric implements Metric {
  #context: RunContext | null = null;
  #quotes: readonly Quotes[] = [];

  start(context: RunContext): void {
    this.#context = context;
    const { scoredFromUs, startUs } = context;
    this.#quotes = context.view.markets.map(() => ({
      widest: NaN,
      widestUs: 0,
      hasBid: false,
      emptyFromUs: startUs,
      withoutBidUs: 0,
    }));
    context.listen(quote, (_seq, timeUs, _cause, _origin, place, bidTicks, _bidLots, askTicks) => {
      const quotes = this.#quotes[place];
      if (bidTicks === 0 && quotes.hasBid) {
        quotes.hasBid = false;
        quotes.emptyFromUs = timeUs;
      } else if (bidTicks > 0 && !quotes.hasBid) {
        quotes.hasBid = true;
        quotes.withoutBidUs += scoredPart(quotes.emptyFromUs, timeUs, scoredFromUs);
      }
      if (timeUs < scoredFromUs || bidTicks === 0 || askTicks === 0) return;
      const spread = (2 * (askTicks - bidTicks)) / (askTicks + bidTicks);
      if (!(spread <= quotes.widest)) {
        quotes.widest = spread;
        quotes.widestUs = timeUs;
      }
    });
  }

  values(): readonly MetricValue[] {
    const context = this.#context;
    if (context === null) return [];
    const endUs = Math.round(context.view.nowMs * 1000);
    return this.#quotes.flatMap((quotes, i) => {
      const subject = context.view.markets[i].id;
      const rest = quotes.hasBid ? 0 : scoredPart(quotes.emptyFromUs, endUs, context.scoredFromUs);
      const seen = Number.isNaN(quotes.widest) ? {} : { atUs: quotes.widestUs };
      return [
        { subject, name: 'widestSpread', value: quotes.widest, unit: 'fraction', ...seen },
        { subject, name: 'withoutBid', value: (quotes.withoutBidUs + rest) / 1_000_000, unit: 's' },
      ];
    });
  }
}
