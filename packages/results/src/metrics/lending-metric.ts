import { lendingBadDebt, lendingHealth, lendingLiquidation, lendingRate } from '@ebb/sdk';
import type { LenderView, Metric, MetricValue, RunContext } from '@ebb/sdk';

interface Extreme {
  readonly value: number;
  readonly atUs: number;
}

interface Tally {
  readonly lender: LenderView;
  liquidations: number;
  /** Values at the market's prices. */
  repaid: number;
  seized: number;
  struckOut: number;
  lowestHealth: Extreme | undefined;
  /** By asset. */
  readonly utilisation: Map<string, Extreme>;
  readonly rate: Map<string, Extreme>;
}

/**
 * Measures each lending market after the warm-up, in units of its reference: what was liquidated and struck out, the lowest
 * health of any borrower when it was told, how scarce and dear each asset became, and what is supplied and owed at the end.
 * What was told last in the warm-up stands at its end.
 */
export class LendingMetric implements Metric {
  #tallies: readonly Tally[] = [];

  start(context: RunContext): void {
    const { assets, assetScales, scoredFromUs, view } = context;
    const tallies = view.lenders.map((lender): Tally => {
      const none = { liquidations: 0, repaid: 0, seized: 0, struckOut: 0, lowestHealth: undefined };
      return { lender, ...none, utilisation: new Map(), rate: new Map() };
    });
    this.#tallies = tallies;
    const farther = (before: Extreme | undefined, value: number, timeUs: number, sign: 1 | -1): Extreme => {
      const stands = before !== undefined && timeUs > scoredFromUs && sign * value <= sign * before.value;
      return stands ? before : { value, atUs: Math.max(timeUs, scoredFromUs) };
    };
    context.listen(lendingLiquidation, (_seq, timeUs, _cause, _origin, place, ...numbers) => {
      if (timeUs < scoredFromUs) return;
      const [repaid, seized] = numbers.slice(8);
      const tally = tallies[place];
      tally.liquidations++;
      tally.repaid += repaid;
      tally.seized += seized;
    });
    context.listen(lendingBadDebt, (_seq, timeUs, _cause, _origin, place, _account, asset, atoms) => {
      if (timeUs < scoredFromUs) return;
      const { price } = tallies[place].lender.asset(assets[asset]);
      tallies[place].struckOut += (atoms / assetScales[asset]) * price;
    });
    context.listen(lendingHealth, (_seq, timeUs, _cause, _origin, place, borrowers, _unhealthy, lowest) => {
      const tally = tallies[place];
      if (borrowers > 0) tally.lowestHealth = farther(tally.lowestHealth, lowest, timeUs, -1);
    });
    context.listen(lendingRate, (_seq, timeUs, _cause, _origin, place, asset, used, rate) => {
      const { utilisation, rate: rates } = tallies[place];
      const symbol = assets[asset];
      utilisation.set(symbol, farther(utilisation.get(symbol), used, timeUs, 1));
      rates.set(symbol, farther(rates.get(symbol), rate, timeUs, 1));
    });
  }

  values(): readonly MetricValue[] {
    return this.#tallies.flatMap((tally) => [...marketValues(tally), ...assetValues(tally)]);
  }
}

function marketValues({ lender, liquidations, repaid, seized, struckOut, lowestHealth }: Tally): MetricValue[] {
  const { name: subject, reference: unit, assets } = lender;
  const worth = (of: 'supplied' | 'borrowed'): number =>
    assets.reduce((sum, asset) => sum + (asset[of] === 0 ? 0 : asset[of] * asset.price), 0);
  return [
    { subject, name: 'supplied', value: worth('supplied'), unit },
    { subject, name: 'borrowed', value: worth('borrowed'), unit },
    { subject, name: 'lendingLiquidations', value: liquidations, unit: 'liquidations' },
    { subject, name: 'debtLiquidated', value: repaid, unit },
    { subject, name: 'collateralSeized', value: seized, unit },
    { subject, name: 'debtStruckOut', value: struckOut, unit },
    { subject, name: 'lowestHealth', unit: 'fraction', ...momentOf(lowestHealth) },
  ];
}

function assetValues({ lender, utilisation, rate }: Tally): MetricValue[] {
  return lender.assets.flatMap(({ asset }) => {
    const subject = `${asset}@${lender.name}`;
    return [
      { subject, name: 'highestUtilisation', unit: 'fraction', ...momentOf(utilisation.get(asset)) },
      { subject, name: 'highestBorrowRate', unit: 'fraction a year', ...momentOf(rate.get(asset)) },
    ];
  });
}

function momentOf(found: Extreme | undefined): Pick<MetricValue, 'value' | 'atUs'> {
  return found ?? { value: NaN };
}
