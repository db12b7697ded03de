import { deleveraging, forcedOrder, insurance, liquidation, shortfall, takeover } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext, VenueInfo } from '@ebb/sdk';
import { marketGrids } from '../market-grid.ts';
import type { MarketGrid } from '../market-grid.ts';

const MINUTE_US = 60_000_000;

/** What clearing did on one venue; money in atoms of the settlement asset, but for notionals in its units. */
class VenueLosses {
  readonly liquidated = new Set<number>();
  readonly deleveraged = new Set<number>();
  firstUs = NaN;
  forcedAtoms = 0;
  minute = -1;
  minuteAtoms = 0;
  peakMinute = -1;
  peakAtoms = 0;
  takeoverNotional = 0;
  deleveragedNotional = 0;
  paidAtoms = 0;
  receivedAtoms = 0;
  deficitAtoms = 0;
  readonly insuranceStart: number;

  constructor(readonly venue: VenueInfo) {
    this.insuranceStart = venue.insuranceBalance();
  }

  forced(timeUs: number, atoms: number): void {
    const minute = Math.floor(timeUs / MINUTE_US);
    if (minute !== this.minute) {
      this.minute = minute;
      this.minuteAtoms = 0;
    }
    this.forcedAtoms += atoms;
    this.minuteAtoms += atoms;
    if (this.minuteAtoms > this.peakAtoms) {
      this.peakAtoms = this.minuteAtoms;
      this.peakMinute = minute;
    }
  }

  values(scoredFromUs: number): readonly MetricValue[] {
    const { name: subject, settle: unit, settleScale } = this.venue;
    const anyForced = this.peakMinute >= 0;
    const peak = anyForced ? this.peakAtoms / this.forcedAtoms : NaN;
    const peakAt = anyForced ? { atUs: this.peakMinute * MINUTE_US } : {};
    const firstAt = Number.isNaN(this.firstUs) ? {} : { atUs: this.firstUs };
    return [
      { subject, name: 'liquidatedAccounts', value: this.liquidated.size, unit: 'accounts' },
      { subject, name: 'liquidatedNotional', value: this.forcedAtoms / settleScale, unit },
      {
        subject,
        name: 'firstLiquidation',
        value: (this.firstUs - scoredFromUs) / 1_000_000,
        unit: 's',
        ...firstAt,
      },
      { subject, name: 'peakMinute', value: peak, unit: 'fraction', ...peakAt },
      { subject, name: 'takeoverNotional', value: this.takeoverNotional, unit },
      { subject, name: 'deleveragedAccounts', value: this.deleveraged.size, unit: 'accounts' },
      { subject, name: 'deleveragedNotional', value: this.deleveragedNotional, unit },
      { subject, name: 'insuranceStart', value: this.insuranceStart, unit },
      { subject, name: 'insuranceReceived', value: this.receivedAtoms / settleScale, unit },
      { subject, name: 'insuranceUsed', value: this.paidAtoms / settleScale, unit },
      { subject, name: 'insuranceLeft', value: this.venue.insuranceBalance(), unit },
      { subject, name: 'badDebt', value: this.deficitAtoms / settleScale, unit },
    ];
  }
}

/** Measures what clearing did after the warm-up on each venue that settles perpetuals, and what became of its fund. */
export class LiquidationMetric implements Metric {
  #context: RunContext | null = null;
  #grids: readonly MarketGrid[] = [];
  #losses: readonly VenueLosses[] = [];

  start(context: RunContext): void {
    this.#context = context;
    this.#grids = marketGrids(context);
    this.#losses = context.venues.map((venue) => new VenueLosses(venue));
    const { scoredFromUs } = context;
    context.listen(liquidation, (_seq, timeUs, _cause, _origin, place, account) => {
      if (timeUs < scoredFromUs) return;
      const losses = this.#losses[place];
      if (losses.liquidated.size === 0) losses.firstUs = timeUs;
      losses.liquidated.add(account);
    });
    context.listen(forcedOrder, (_seq, timeUs, _cause, _origin, place, _account, _signed, _filled, notionalAtoms) => {
      if (timeUs >= scoredFromUs) this.#at(place).forced(timeUs, notionalAtoms);
    });
    context.listen(takeover, (_seq, timeUs, _cause, _origin, place, _account, signedLots, priceTicks) => {
      if (timeUs >= scoredFromUs) this.#at(place).takeoverNotional += this.#notional(place, signedLots, priceTicks);
    });
    context.listen(deleveraging, (_seq, timeUs, _cause, _origin, place, account, _bankrupt, signedLots, priceTicks) => {
      if (timeUs < scoredFromUs) return;
      const losses = this.#at(place);
      losses.deleveraged.add(account);
      losses.deleveragedNotional += this.#notional(place, signedLots, priceTicks);
    });
    context.listen(insurance, (_seq, timeUs, _cause, _origin, place, _account, changeAtoms) => {
      if (timeUs < scoredFromUs) return;
      if (changeAtoms < 0) this.#losses[place].paidAtoms -= changeAtoms;
      else this.#losses[place].receivedAtoms += changeAtoms;
    });
    context.listen(shortfall, (_seq, timeUs, _cause, _origin, place, _account, deficitAtoms) => {
      if (timeUs >= scoredFromUs) this.#losses[place].deficitAtoms += deficitAtoms;
    });
  }

  values(): readonly MetricValue[] {
    const scoredFromUs = this.#context?.scoredFromUs ?? NaN;
    return this.#losses.filter(({ venue }) => venue.settle !== '').flatMap((losses) => losses.values(scoredFromUs));
  }

  #at(market: number): VenueLosses {
    return this.#losses[this.#grids[market].venue];
  }

  #notional(market: number, signedLots: number, priceTicks: number): number {
    const { multiplier, price, size } = this.#grids[market];
    return Math.abs(size(signedLots)) * multiplier * price(priceTicks);
  }
}
