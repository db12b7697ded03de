import { addExact } from '@ebb/exact';
import { NO_POSITION, positionValueAtoms } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument, Positions } from '@ebb/ledger';
import type { MarginPolicy } from './contracts/margin.ts';
import { NO_UNIT } from './margin-units.ts';
import type { MarginUnits } from './margin-units.ts';
import { NO_INSTRUMENT, OrderExposure } from './order-exposure.ts';
import type { PriceSources } from './ports.ts';
import { isAmount, refuseMargin } from './pool-values.ts';
import type { PoolValues } from './pool-values.ts';

/** What the credit of accounts is reckoned from. */
export interface CreditParts {
  readonly ledger: Ledger;
  readonly instruments: readonly Instrument[];
  readonly positions: Positions;
  readonly units: MarginUnits;
  readonly values: PoolValues;
  readonly prices: PriceSources;
}

/** What accounts may take on: initial margin of positions and open orders, and what is left to trade, lend from or take out. */
export class Credit {
  readonly exposure: OrderExposure;
  readonly #parts: CreditParts;
  /** By asset: 1 where perpetuals settle in it. */
  readonly #settles: Uint8Array;
  /** Leverage that accounts chose below the policy's most, by account and instrument. */
  readonly #leverages = new Map<number, number>();

  constructor(parts: CreditParts) {
    this.#parts = parts;
    this.exposure = new OrderExposure(parts.instruments.length);
    this.#settles = new Uint8Array(parts.ledger.assets.length);
    for (const each of parts.instruments) if (each.kind === 'perp') this.#settles[each.settle] = 1;
  }

  /** Lets an account use no more than this leverage (at least 1) in an instrument, from now on. */
  setLeverage(account: number, instrument: PerpInstrument, leverage: number): void {
    if (!(leverage >= 1)) throw new RangeError(`a leverage is at least 1, not ${leverage}`);
    this.#leverages.set(this.#key(account, instrument.index), leverage);
  }

  /** Initial margin of a notional, by the account's policy and the leverage it chose; atoms of the settlement asset, rounded up. */
  initialOf(account: number, instrument: PerpInstrument, notionalAtoms: number): number {
    const atoms = this.#parts.units.policyOfAccount(account).initialAtoms(instrument, notionalAtoms);
    if (!isAmount(atoms)) refuseMargin('initial', instrument.symbol, notionalAtoms, atoms);
    if (this.#leverages.size === 0) return atoms;
    const leverage = this.#leverages.get(this.#key(account, instrument.index));
    return leverage === undefined ? atoms : Math.max(atoms, Math.ceil(notionalAtoms / leverage));
  }

  /**
   * Initial margin that positions, open orders and loans need out of the pool that settles in an asset, in its atoms. An
   * instrument needs margin for the larger of what the account would hold if all its buys filled and if all its sells did;
   * an isolated position has its margin already, and only what orders would add to it is needed.
   */
  initialAtoms(account: number, settle = this.#parts.units.settle): number {
    const { positions, instruments, units } = this.#parts;
    const policy = units.policyOfAccount(account);
    let sum = policy.mode === 'unified' ? this.#loansInitial(account, policy) : 0;
    if (policy.mode !== 'isolated') {
      const unit = units.sharedIn(account, settle);
      let slot = unit === NO_UNIT ? NO_POSITION : positions.firstOfAccount(unit);
      for (; slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
        const instrument = instruments[positions.instrumentAt(slot)] as PerpInstrument;
        sum = addExact(sum, this.#inPool(policy, instrument, this.#need(account, instrument, 0)));
      }
    }
    const { exposure } = this;
    if (exposure.orders(account) === 0) return sum;
    for (
      let at = exposure.nextInstrument(account, 0);
      at !== NO_INSTRUMENT;
      at = exposure.nextInstrument(account, at + 1)
    ) {
      const instrument = instruments[at] as PerpInstrument;
      if (policy.mode !== 'unified' && instrument.settle !== settle) continue;
      const counted = policy.mode !== 'isolated' && this.#sizeLots(account, instrument) !== 0;
      if (!counted) sum = addExact(sum, this.#inPool(policy, instrument, this.#need(account, instrument, 0)));
    }
    return sum;
  }

  /**
   * What is left for more: margin less what is held (in unified mode holdings count until they are spent) and less initial
   * margin; may be negative. Atoms of the settlement asset, by default the venue's; of an isolated account, what is free
   * beside its positions.
   */
  availableAtoms(account: number, settle = this.#parts.units.settle): number {
    const { units, values, ledger } = this.#parts;
    const { mode } = units.policyOfAccount(account);
    const wallet = units.walletOf(account);
    const initial = this.initialAtoms(account, settle);
    if (mode === 'unified') {
      values.assess(account);
      return addExact(values.marginAtoms, -initial);
    }
    const unit = units.sharedIn(account, settle);
    if (unit === NO_UNIT) return addExact(ledger.free(wallet, settle), -initial);
    values.assess(unit);
    return addExact(values.equityAtoms - ledger.held(wallet, settle), -initial);
  }

  /**
   * Whether an order of so many signed lots may be taken in: either it does not raise the initial margin of its instrument,
   * or the pool may grow, and what is available covers the raise and what the order may cost at once (fees, and the loss of
   * paying `costAtoms` more than the mark).
   */
  admits(account: number, instrument: PerpInstrument, signedLots: number, costAtoms: number): boolean {
    const policy = this.#parts.units.policyOfAccount(account);
    const raise = this.#need(account, instrument, signedLots) - this.#need(account, instrument, 0);
    if (raise <= 0) return true;
    if (!this.#mayGrow(account, instrument)) return false;
    const asked = this.#inPool(policy, instrument, addExact(raise, Math.ceil(costAtoms)));
    return this.availableAtoms(account, policy.mode === 'unified' ? undefined : instrument.settle) >= asked;
  }

  /** Atoms of an asset that an account may spend or take out without owing any: free, and not needed as margin. */
  spendableAtoms(account: number, asset: number): number {
    const { units, ledger, values } = this.#parts;
    const free = ledger.free(units.walletOf(account), asset);
    const policy = units.policyOfAccount(account);
    if (policy.mode !== 'unified') {
      return this.#settles[asset] === 1 ? Math.min(free, this.availableAtoms(account, asset)) : free;
    }
    const available = this.availableAtoms(account);
    if (!values.owes && this.exposure.orders(account) === 0) return free;
    // An asset in which results are lost may be owed on balance, and debts have no haircut.
    const counts = values.results[asset] < 0 ? 1 : (policy.bound?.collateralSlope(asset) ?? 1);
    const rate = values.valueOfAtom(asset) * counts;
    if (rate === 0) return free;
    return Math.min(free, Math.floor(Math.max(0, available) / rate));
  }

  /**
   * Whether a unified account may pay so many atoms of one asset for so many of another, owing what it lacks: what it gains
   * as margin at the collateral prices, less what it loses and what new debt needs, leaves something available or costs nothing.
   */
  admitsPurchase(account: number, pays: number, payAtoms: number, gets: number, getAtoms: number): boolean {
    const { units, ledger, values } = this.#parts;
    const policy = units.policyOfAccount(account);
    const wallet = units.walletOf(account);
    const lacks = payAtoms - Math.max(0, ledger.free(wallet, pays));
    // What has no price cannot be owed: its debt would weigh nothing.
    if (lacks > 0 && (policy.loanInitialAtoms === undefined || values.valueOfAtom(pays) === 0)) return false;
    values.assess(account);
    const before = this.#counts(account, policy, pays, 0) + this.#counts(account, policy, gets, 0);
    const after = this.#counts(account, policy, pays, -payAtoms) + this.#counts(account, policy, gets, getAtoms);
    const debt = lacks > 0 ? policy.loanInitialAtoms!(pays, Math.ceil(lacks * values.valueOfAtom(pays))) : 0;
    const change = after - before - debt;
    if (lacks > 0 && !this.#mayGrow(account)) return false;
    const available = this.availableAtoms(account);
    const needsNothing = lacks <= 0 && !values.owes && this.exposure.orders(account) === 0;
    return change >= 0 || needsNothing || available + change >= 0;
  }

  /** What the holding of an asset with the results in it, changed by so much, counts as margin; of the pool assessed last. */
  #counts(account: number, policy: MarginPolicy, asset: number, change: number): number {
    const { units, ledger, values } = this.#parts;
    const atoms = ledger.balance(units.walletOf(account), asset) + values.results[asset] + change;
    const value = Math.floor(atoms * values.valueOfAtom(asset));
    return value > 0 ? values.collateralAtoms(policy, asset, value) : value;
  }

  /** Whether the pool of the account (or of its position in an instrument) may be made larger. */
  #mayGrow(account: number, instrument?: PerpInstrument): boolean {
    const { units, values } = this.#parts;
    const policy = units.policyOfAccount(account);
    const unit = instrument === undefined ? account : units.of(account, instrument);
    if (unit === NO_UNIT) return true;
    values.assess(unit);
    if (!values.owes) return true;
    const verdict = policy.verdict(values.marginAtoms, values.maintenanceAtoms);
    return verdict === 'free' || verdict === 'warn';
  }

  /** Initial margin of one instrument with `extraLots` (signed) more of open orders; of an isolated one, beyond its position's. */
  #need(account: number, instrument: PerpInstrument, extraLots: number): number {
    const { index } = instrument;
    const sizeLots = this.#sizeLots(account, instrument);
    const buys = this.exposure.buyLots(account, index) + Math.max(extraLots, 0);
    const sells = this.exposure.sellLots(account, index) + Math.max(-extraLots, 0);
    const lots = Math.max(Math.abs(sizeLots + buys), Math.abs(sizeLots - sells));
    const whole = this.#initialAt(account, instrument, lots);
    if (this.#parts.units.policyOfAccount(account).mode !== 'isolated') return whole;
    return Math.max(0, whole - this.#initialAt(account, instrument, Math.abs(sizeLots)));
  }

  #initialAt(account: number, instrument: PerpInstrument, lots: number): number {
    if (lots === 0) return 0;
    const value = positionValueAtoms(instrument, this.#parts.prices.markTicks(instrument), lots);
    return this.initialOf(account, instrument, Math.abs(value));
  }

  /** Atoms of an instrument's settlement asset in those of the pool. */
  #inPool(policy: MarginPolicy, { settle }: PerpInstrument, atoms: number): number {
    const { units, values } = this.#parts;
    return policy.mode === 'unified' && settle !== units.settle ? Math.ceil(atoms * values.valueOfAtom(settle)) : atoms;
  }

  /** Initial margin of what is owed, and of what would be if all that is held were paid. */
  #loansInitial(account: number, policy: MarginPolicy): number {
    const { ledger, units, values } = this.#parts;
    const wallet = units.walletOf(account);
    let sum = 0;
    for (const { index } of ledger.assets) {
      const free = ledger.free(wallet, index);
      if (free >= 0) continue;
      const value = Math.ceil(-free * values.valueOfAtom(index));
      sum = addExact(sum, policy.loanInitialAtoms?.(index, value) ?? value);
    }
    return sum;
  }

  #sizeLots(account: number, instrument: PerpInstrument): number {
    const { units, positions } = this.#parts;
    const unit = units.of(account, instrument);
    return unit === NO_UNIT ? 0 : positions.sizeLots(unit, instrument.index);
  }

  #key(account: number, instrument: number): number {
    return account * this.#parts.instruments.length + instrument;
  }
}
