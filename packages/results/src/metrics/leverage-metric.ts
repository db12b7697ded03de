import { lendingBadDebt, lendingHealth } from '@ebb/sdk';
import type { LenderView, Metric, MetricValue, RunContext } from '@ebb/sdk';

interface Lent {
  readonly lender: LenderView;
  /** Of all borrowers together, as last told; NaN where they owe more than they pledged. */
  leverage: number;
  first: number;
  most: number;
  mostUs: number;
  fromReserve: number;
  fromSuppliers: number;
}

/**
 * Measures the leverage of the borrowers of each lending market together after the warm-up, pledged value ÷ (pledged value − debt):
 * that of a loop of n rounds at a loan-to-value of L is near (1 − Lⁿ) ÷ (1 − L). And who bore debts that no collateral was left for.
 */
export class LeverageMetric implements Metric {
  #scoredFromUs = 0;
  #lent: readonly Lent[] = [];

  start(context: RunContext): void {
    const { assets, assetScales, scoredFromUs, view } = context;
    this.#scoredFromUs = scoredFromUs;
    this.#lent = view.lenders.map((lender) => {
      return { lender, leverage: NaN, first: NaN, most: NaN, mostUs: NaN, fromReserve: 0, fromSuppliers: 0 };
    });
    context.listen(lendingHealth, (_seq, timeUs, _cause, _origin, place, ...numbers) => {
      const [collateral, debt] = numbers.slice(3);
      const lent = this.#lent[place];
      if (timeUs > scoredFromUs) score(lent, scoredFromUs);
      lent.leverage = collateral > debt ? collateral / (collateral - debt) : NaN;
      if (timeUs >= scoredFromUs) score(lent, timeUs);
    });
    context.listen(lendingBadDebt, (_seq, timeUs, _cause, _origin, place, _account, asset, ...atoms) => {
      if (timeUs < scoredFromUs) return;
      const [, fromReserve, fromSuppliers] = atoms;
      const lent = this.#lent[place];
      const worth = lent.lender.asset(assets[asset]).price / assetScales[asset];
      lent.fromReserve += fromReserve * worth;
      lent.fromSuppliers += fromSuppliers * worth;
    });
  }

  values(): readonly MetricValue[] {
    return this.#lent.flatMap((lent) => {
      score(lent, this.#scoredFromUs);
      const { name: subject, reference: unit } = lent.lender;
      const at = Number.isNaN(lent.mostUs) ? {} : { atUs: lent.mostUs };
      return [
        { subject, name: 'leverageStart', value: lent.first, unit: 'times' },
        { subject, name: 'leverageMost', value: lent.most, unit: 'times', ...at },
        { subject, name: 'leverageEnd', value: lent.leverage, unit: 'times' },
        { subject, name: 'reserveBore', value: lent.fromReserve, unit },
        { subject, name: 'suppliersBore', value: lent.fromSuppliers, unit },
      ];
    });
  }
}

/** Counts what stands at a scored moment. */
function score(lent: Lent, atUs: number): void {
  const { leverage } = lent;
  if (Number.isNaN(leverage)) return;
  if (Number.isNaN(lent.first)) lent.first = leverage;
  if (!(leverage <= lent.most)) [lent.most, lent.mostUs] = [leverage, atUs];
}
