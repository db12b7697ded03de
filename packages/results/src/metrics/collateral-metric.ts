import { collateralPrice } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { worthIn } from '../worth-in.ts';

interface Lowest {
  readonly subject: string;
  /** Symbol of the venue's settlement asset, in units of which prices are. */
  readonly unit: string;
  readonly price: number;
  readonly atUs: number;
  /** What the asset was worth outside at that time; NaN where it has no outside value. */
  readonly outside: number;
}

/**
 * Measures the lowest price at which each venue counted each collateral asset after the warm-up, against what the asset was
 * worth outside when it was told. A price stands until another is told: that of the warm-up's end counts from there.
 */
export class CollateralMetric implements Metric {
  readonly #lowest = new Map<string, Lowest>();

  start(context: RunContext): void {
    const { assets, scoredFromUs, venues, view } = context;
    context.listen(collateralPrice, (_seq, timeUs, _cause, _origin, place, which, price) => {
      const { name, settle: unit } = venues[place];
      const asset = assets[which];
      const subject = `${asset}@${name}`;
      const before = this.#lowest.get(subject);
      if (before !== undefined && timeUs > scoredFromUs && price >= before.price) return;
      const outside = Number.isFinite(view.value(asset)) ? worthIn(view, asset, unit) : NaN;
      this.#lowest.set(subject, { subject, unit, price, atUs: Math.max(timeUs, scoredFromUs), outside });
    });
  }

  values(): readonly MetricValue[] {
    return [...this.#lowest.values()].flatMap(({ subject, unit, price, atUs, outside }) => [
      { subject, name: 'lowestCollateralPrice', value: price, unit, atUs },
      { subject, name: 'outsideThen', value: outside, unit, atUs },
    ]);
  }
}
