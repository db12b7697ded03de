import { mark } from '@ebb/sdk';
import type { MarketView, Metric, MetricValue, RunContext } from '@ebb/sdk';

interface Marks {
  readonly market: MarketView;
  /** Mark over index − 1 where it was farthest from 0, with its sign. */
  gap: number;
  gapUs: number;
  /** In base units, at the first mark that was scored and at the lowest. */
  firstInterest: number;
  lowInterest: number;
  lowInterestUs: number;
}

/**
 * Measures each perpetual at its marks after the warm-up: the worst gap between mark and index, and how far open interest
 * fell. A mark is sampled between intents, so positions are whole when they are read.
 */
export class MarkMetric implements Metric {
  #marks: readonly Marks[] = [];

  start(context: RunContext): void {
    const byPlace = context.view.markets.map((market): Marks => ({
      market,
      gap: NaN,
      gapUs: 0,
      firstInterest: NaN,
      lowInterest: NaN,
      lowInterestUs: 0,
    }));
    this.#marks = byPlace.filter(({ market }) => market.kind === 'perp');
    context.listen(mark, (_seq, timeUs, _cause, _origin, place, markTicks, indexTicks) => {
      if (timeUs < context.scoredFromUs) return;
      const marks = byPlace[place];
      const gap = indexTicks === 0 ? NaN : markTicks / indexTicks - 1;
      if (Math.abs(gap) > Math.abs(marks.gap) || Number.isNaN(marks.gap)) {
        marks.gap = gap;
        marks.gapUs = timeUs;
      }
      const interest = marks.market.openInterest;
      if (Number.isNaN(marks.firstInterest)) marks.firstInterest = interest;
      if (!(interest >= marks.lowInterest)) {
        marks.lowInterest = interest;
        marks.lowInterestUs = timeUs;
      }
    });
  }

  values(): readonly MetricValue[] {
    return this.#marks.flatMap((marks) => {
      const { id: subject, base } = marks.market;
      const { gap, gapUs, firstInterest, lowInterest, lowInterestUs } = marks;
      const gapAt = Number.isNaN(gap) ? {} : { atUs: gapUs };
      const interestAt = Number.isNaN(lowInterest) ? {} : { atUs: lowInterestUs };
      const fall = firstInterest > 0 ? 1 - lowInterest / firstInterest : NaN;
      return [
        { subject, name: 'markGap', value: gap, unit: 'fraction', ...gapAt },
        { subject, name: 'openInterestFirst', value: firstInterest, unit: base },
        { subject, name: 'openInterestLow', value: lowInterest, unit: base, ...interestAt },
        { subject, name: 'openInterestFall', value: fall, unit: 'fraction', ...interestAt },
      ];
    });
  }
}
