import { NO_POSITION, positionValueAtoms } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument, Positions, SpotInstrument } from '@ebb/ledger';
import { bankruptcyTicks, inverseBankruptcyTicks } from './bankruptcy-ticks.ts';
import type { AssetView, PositionView } from './contracts/liquidation.ts';
import { NO_UNIT } from './margin-units.ts';
import type { MarginUnits } from './margin-units.ts';
import type { PoolValues } from './pool-values.ts';
import type { PriceSources } from './ports.ts';

/** What views of pools are made of. */
export interface PoolViewsParts {
  readonly ledger: Ledger;
  readonly instruments: readonly Instrument[];
  readonly positions: Positions;
  readonly units: MarginUnits;
  readonly values: PoolValues;
  readonly prices: PriceSources;
  readonly collateral: readonly number[];
  /** By asset: the spot market on which this venue's settlement asset buys it; null where there is none. */
  readonly markets: readonly (SpotInstrument | null)[];
}

/** Shows the positions and assets of a pool as the policies of default handling see them. */
export class PoolViews {
  readonly #parts: PoolViewsParts;

  constructor(parts: PoolViewsParts) {
    this.#parts = parts;
  }

  /** The positions of a unit, by rising instrument index. */
  positions(unit: number): PositionView[] {
    const { positions, values } = this.#parts;
    values.assess(unit);
    const equity = values.equityAtoms;
    const views: PositionView[] = [];
    for (let slot = positions.firstOfAccount(unit); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      views.push(this.#viewAt(unit, slot, equity));
    }
    return views;
  }

  /** One position, or undefined when the account has none in the instrument. */
  position(account: number, instrument: PerpInstrument): PositionView | undefined {
    const { positions, units, values } = this.#parts;
    const unit = units.of(account, instrument);
    const slot = unit === NO_UNIT ? NO_POSITION : positions.find(unit, instrument.index);
    if (slot === NO_POSITION) return undefined;
    values.assess(unit);
    return this.#viewAt(unit, slot, values.equityAtoms);
  }

  /** What a unified unit holds and owes beside the venue's settlement asset, by rising asset index; else nothing. */
  assets(unit: number): AssetView[] {
    const { ledger, units, collateral } = this.#parts;
    if (units.policyOf(unit).mode !== 'unified') return [];
    const wallet = units.walletOf(unit);
    return collateral
      .filter((asset) => asset !== units.settle && ledger.balance(wallet, asset) !== 0)
      .map((asset) => this.#assetView(unit, asset, ledger.balance(wallet, asset)));
  }

  /** One asset of a unified account. */
  asset(account: number, asset: number): AssetView {
    const { ledger, units } = this.#parts;
    return this.#assetView(account, asset, ledger.balance(units.walletOf(account), asset));
  }

  #assetView(unit: number, asset: number, atoms: number): AssetView {
    const { units, values, markets } = this.#parts;
    const rate = values.valueOfAtom(asset);
    const valueAtoms = rate === 0 ? 0 : Math.floor(atoms * rate);
    const marginAtoms = valueAtoms > 0 ? values.collateralAtoms(units.policyOf(unit), asset, valueAtoms) : valueAtoms;
    const market = markets[asset];
    return { kind: 'asset', asset, atoms, valueAtoms, marginAtoms, market, lots: lotsOf(market, atoms) };
  }

  #viewAt(unit: number, slot: number, equityAtoms: number): PositionView {
    const { positions, instruments, prices, units, values } = this.#parts;
    const instrument = instruments[positions.instrumentAt(slot)] as PerpInstrument;
    const sizeLots = positions.sizeLotsAt(slot);
    const markTicks = prices.markTicks(instrument);
    const value = positionValueAtoms(instrument, markTicks, sizeLots);
    const notionalAtoms = Math.abs(value);
    // The equity of a unified pool is in the venue's settlement asset, the position's value in its own.
    const rate = instrument.settle === units.settleOf(unit) ? 1 : values.valueOfAtom(instrument.settle);
    const equity = rate === 1 ? equityAtoms : rate === 0 ? 0 : Math.floor(equityAtoms / rate);
    return {
      kind: 'position',
      instrument,
      sizeLots,
      markTicks,
      bankruptcyTicks: instrument.inverse
        ? inverseBankruptcyTicks(equity, sizeLots, value, instrument.valuePerLotTick)
        : bankruptcyTicks(equity, sizeLots, markTicks, instrument.atomsPerTickLot),
      notionalAtoms,
      unrealisedAtoms: value - positions.costAtomsAt(slot),
      maintenanceAtoms: values.maintenanceOf(units.policyOf(unit), instrument, notionalAtoms),
    };
  }
}

/** Whole lots of an amount: rounded down for a holding, up for a debt. */
function lotsOf(market: SpotInstrument | null, atoms: number): number {
  return market === null ? 0 : Math.floor(atoms / market.baseAtomsPerLot);
}
