import { addExact } from '@ebb/exact';
import { NO_POSITION, positionValueAtoms } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument, Positions } from '@ebb/ledger';
import type { MarginPolicy } from './contracts/margin.ts';
import type { MarginUnits } from './margin-units.ts';
import { PoolCertificate } from './pool-certificate.ts';
import type { PriceSources } from './ports.ts';

/** What pools of margin are valued by. */
export interface PoolValuesParts {
  readonly ledger: Ledger;
  readonly instruments: readonly Instrument[];
  readonly positions: Positions;
  readonly units: MarginUnits;
  readonly prices: PriceSources;
  /** Indices of the assets that count in unified mode, the venue's settlement asset among them, ascending. */
  readonly collateral: readonly number[];
}

/**
 * Values one pool of margin at a time; the figures are those of the latest `assess`, in atoms of the asset that the pool is
 * reckoned in (`units.settleOf`).
 *
 * Unified mode follows Binance's FAQ on Portfolio Margin's uniMMR (4868b2f1, 2025): q = balance + unrealised results in
 * the asset; equity is the sum of q at the collateral prices; margin the same with haircuts on what is positive, none on
 * what is owed; maintenance margin that of positions and of loans, a loan being a negative balance. Values of assets round
 * down, needs round up.
 */
export class PoolValues {
  /** Balances without unrealised results. */
  walletAtoms = 0;
  equityAtoms = 0;
  marginAtoms = 0;
  maintenanceAtoms = 0;
  /** Absolute value of all positions. */
  notionalAtoms = 0;
  /** Whether there are positions or loans: what needs no margin is never liquidated. */
  owes = false;
  /** By asset: unrealised results of a unified pool in it. */
  readonly results: Float64Array;
  readonly certificate: PoolCertificate;
  readonly #parts: PoolValuesParts;
  readonly #perAtom: readonly number[];
  /** Unrealised results by settlement asset other than the venue's, and whether there are positions in it. */
  readonly #unrealised: Float64Array;
  readonly #settlesIn: Uint8Array;

  constructor(parts: PoolValuesParts) {
    this.#parts = parts;
    const { assets } = parts.ledger;
    const scale = assets[parts.units.settle].atomsPerUnit;
    this.#perAtom = assets.map(({ atomsPerUnit }) => scale / atomsPerUnit);
    this.results = new Float64Array(assets.length);
    this.#unrealised = new Float64Array(assets.length);
    this.#settlesIn = new Uint8Array(assets.length);
    this.certificate = new PoolCertificate(parts.instruments.length, assets.length);
  }

  /** Settlement atoms of one atom of an asset at its collateral price; 0 while it has none. */
  valueOfAtom(asset: number): number {
    if (asset === this.#parts.units.settle) return 1;
    const price = this.#parts.prices.collateralPrice(asset);
    return price > 0 ? price * this.#perAtom[asset] : 0;
  }

  /** What so many atoms of an asset, more than 0, count as margin in unified mode. */
  collateralAtoms(policy: MarginPolicy, asset: number, valueAtoms: number): number {
    if (policy.collateralAtoms !== undefined) return policy.collateralAtoms(asset, valueAtoms);
    return asset === this.#parts.units.settle ? valueAtoms : 0;
  }

  /** Values a pool; and, when asked to, certifies how far its prices may move. */
  assess(unit: number, certifies = false): void {
    const policy = this.#parts.units.policyOf(unit);
    this.certificate.begin(certifies ? policy : null, this.#parts.units.settle);
    this.equityAtoms = 0;
    this.maintenanceAtoms = 0;
    this.notionalAtoms = 0;
    this.owes = false;
    if (policy.mode === 'unified') this.#assessUnified(unit, policy);
    else this.#assessSingle(unit, policy);
    if (certifies) this.certificate.finish(this.marginAtoms, this.maintenanceAtoms);
  }

  /** Maintenance margin of a position; throws when the policy gives what is no amount. */
  maintenanceOf(policy: MarginPolicy, instrument: PerpInstrument, notionalAtoms: number): number {
    const atoms = policy.maintenanceAtoms(instrument, notionalAtoms);
    return isAmount(atoms) ? atoms : refuseMargin('maintenance', instrument.symbol, notionalAtoms, atoms);
  }

  #assessSingle(unit: number, policy: MarginPolicy): void {
    const { ledger, units, positions, prices, instruments } = this.#parts;
    this.walletAtoms = ledger.balance(units.walletOf(unit), units.settleOf(unit));
    let equity = this.walletAtoms;
    for (let slot = positions.firstOfAccount(unit); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      const instrument = instruments[positions.instrumentAt(slot)] as PerpInstrument;
      const lots = positions.sizeLotsAt(slot);
      const value = positionValueAtoms(instrument, prices.markTicks(instrument), lots);
      const size = Math.abs(value);
      const maintenance = this.maintenanceOf(policy, instrument, size);
      equity = addExact(equity, addExact(value, -positions.costAtomsAt(slot)));
      this.maintenanceAtoms = addExact(this.maintenanceAtoms, maintenance);
      this.notionalAtoms = addExact(this.notionalAtoms, size);
      this.certificate.position(instrument, lots, size);
      this.owes = true;
    }
    this.equityAtoms = equity;
    this.marginAtoms = equity;
  }

  #assessUnified(unit: number, policy: MarginPolicy): void {
    const unrealised = this.#unifiedPositions(unit, policy);
    const { ledger, units, collateral } = this.#parts;
    const wallet = units.walletOf(unit);
    let equity = 0;
    let margin = 0;
    let results = 0;
    for (const asset of collateral) {
      const balance = ledger.balance(wallet, asset);
      const isSettle = asset === units.settle;
      const result = isSettle ? unrealised : this.#unrealised[asset];
      const amount = balance + result;
      this.results[asset] = result;
      if (amount === 0 && balance === 0 && this.#settlesIn[asset] === 0) continue;
      const rate = this.valueOfAtom(asset);
      const value = isSettle ? amount : Math.floor(amount * rate);
      const counts = value > 0 ? this.collateralAtoms(policy, asset, value) : value;
      equity = addExact(equity, value);
      margin = addExact(margin, counts);
      results = addExact(results, isSettle ? result : Math.floor(result * rate));
      const loan = balance >= 0 ? 0 : isSettle ? -balance : Math.ceil(-balance * rate);
      if (balance < 0) this.#loan(policy, asset, loan);
      if (!isSettle) this.certificate.asset(asset, Math.abs(value), loan, this.#settlesIn[asset] === 1);
      this.#unrealised[asset] = 0;
      this.#settlesIn[asset] = 0;
    }
    this.walletAtoms = equity - results;
    this.equityAtoms = equity;
    this.marginAtoms = margin;
  }

  /** Adds up the positions of a unified pool; returns their unrealised result in the venue's settlement asset. */
  #unifiedPositions(unit: number, policy: MarginPolicy): number {
    const { units, positions, prices, instruments } = this.#parts;
    let unrealised = 0;
    for (let slot = positions.firstOfAccount(unit); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      const instrument = instruments[positions.instrumentAt(slot)] as PerpInstrument;
      const lots = positions.sizeLotsAt(slot);
      const value = positionValueAtoms(instrument, prices.markTicks(instrument), lots);
      const result = addExact(value, -positions.costAtomsAt(slot));
      let size = Math.abs(value);
      let maintenance = this.maintenanceOf(policy, instrument, size);
      const { settle } = instrument;
      if (settle === units.settle) {
        unrealised = addExact(unrealised, result);
        this.certificate.position(instrument, lots, size);
      } else {
        const rate = this.valueOfAtom(settle);
        this.certificate.foreignPosition(instrument, size, maintenance, rate);
        size = Math.ceil(size * rate);
        maintenance = Math.ceil(maintenance * rate);
        this.#unrealised[settle] += result;
        this.#settlesIn[settle] = 1;
      }
      this.maintenanceAtoms = addExact(this.maintenanceAtoms, maintenance);
      this.notionalAtoms = addExact(this.notionalAtoms, size);
      this.owes = true;
    }
    return unrealised;
  }

  #loan(policy: MarginPolicy, asset: number, valueAtoms: number): void {
    const atoms = policy.loanMaintenanceAtoms?.(asset, valueAtoms) ?? valueAtoms;
    const { symbol } = this.#parts.ledger.assets[asset];
    if (!isAmount(atoms)) refuseMargin('loan maintenance', symbol, valueAtoms, atoms);
    this.maintenanceAtoms = addExact(this.maintenanceAtoms, atoms);
    this.owes = true;
  }
}

/** Whether a policy's answer is an amount: whole, and not below zero. */
export function isAmount(atoms: number): boolean {
  return atoms >= 0 && Number.isSafeInteger(atoms);
}

/** Throws the sentence about a margin policy that gave what is no amount. */
export function refuseMargin(kind: string, symbol: string, notionalAtoms: number, atoms: number): never {
  throw new RangeError(
    `the margin policy asks ${atoms} atoms of ${kind} margin for ${notionalAtoms} atoms of ${symbol}; ` +
      'expected a whole number, at least 0',
  );
}
