import { forcedOrder, forcedPrint } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { marketGrids } from '../market-grid.ts';
import { worthIn } from '../worth-in.ts';

interface Feed {
  /** In units of the venue's settlement asset: what forced orders filled where the public feed showed any, and what it showed. */
  forced: number;
  shown: number;
  isSeen: boolean;
}

/**
 * Measures what the public feed of each venue that settles perpetuals showed of the forced orders that met the book after the
 * warm-up, those of funds and vaults included: a feed does not tell whose they are. A print counts by when its order met the
 * book. Without any print there is nothing to say: a venue without an observation rule has no feed.
 */
export class ObservationMetric implements Metric {
  #context: RunContext | null = null;
  #feeds: readonly Feed[] = [];

  start(context: RunContext): void {
    this.#context = context;
    const { scoredFromUs, venues, view } = context;
    this.#feeds = venues.map(() => ({ forced: 0, shown: 0, isSeen: false }));
    const markets = marketGrids(context).map(({ venue, quote, toldNotional }) => ({
      ...{ feed: this.#feeds[venue], toldNotional },
      inSettle: (): number => worthIn(view, quote, venues[venue].settle),
    }));
    context.listen(forcedOrder, (_seq, timeUs, _cause, _origin, place, _account, _signed, filledLots, atoms) => {
      if (timeUs < scoredFromUs || filledLots === 0) return;
      const { feed, toldNotional, inSettle } = markets[place];
      feed.forced += toldNotional(filledLots, atoms) * inSettle();
    });
    context.listen(forcedPrint, (_seq, _timeUs, _cause, _origin, place, _side, _lots, notional, metUs) => {
      if (metUs < scoredFromUs) return;
      const { feed, inSettle } = markets[place];
      feed.isSeen = true;
      feed.shown += notional * inSettle();
    });
  }

  values(): readonly MetricValue[] {
    const venues = this.#context?.venues ?? [];
    return venues.flatMap(({ name: subject, settle: unit }, place) => {
      const { forced, shown, isSeen } = this.#feeds[place];
      if (unit === '') return [];
      const share = isSeen && forced > 0 ? shown / forced : NaN;
      return [
        { subject, name: 'observedNotional', value: isSeen ? shown : NaN, unit },
        { subject, name: 'observedShare', value: share, unit: 'fraction' },
      ];
    });
  }
}
