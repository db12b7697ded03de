import { addExact, mulExact } from '@ebb/exact';
import { NO_POSITION, Positions } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import { NO_WALLET } from './account-wallets.ts';
import type { AccountWallets } from './account-wallets.ts';
import { bankruptcyTicks } from './bankruptcy-ticks.ts';
import type { PositionView } from './contracts/liquidation.ts';
import type { MarginPolicy } from './contracts/margin.ts';
import { NO_INSTRUMENT, OrderExposure } from './order-exposure.ts';
import type { PriceSources } from './ports.ts';

/** What a clearing house is made of. */
export interface ClearingHouseParts {
  readonly ledger: Ledger;
  /** Every instrument of the world; this house clears the perpetuals among `listed`. */
  readonly instruments: readonly Instrument[];
  readonly listed: readonly PerpInstrument[];
  /** Index of the settlement asset. */
  readonly settle: number;
  readonly margin: MarginPolicy;
  readonly prices: PriceSources;
  readonly wallets: AccountWallets;
  /** The wallet that pays gains and takes in losses; its balance and the costs of all positions sum to zero. */
  readonly clearingWallet: number;
}

/** An account at the marks; settlement atoms. */
export interface AccountValue {
  /** Wallet balance, without unrealised results. */
  readonly walletAtoms: number;
  readonly equityAtoms: number;
  readonly maintenanceAtoms: number;
  /** Absolute value of all positions. */
  readonly notionalAtoms: number;
}

/**
 * What the accounts of one venue owe and own in perpetuals: positions, equity, and the margin they need.
 * Amounts are atoms of the settlement asset; marks come from the venue. Any amount past the safe integers, and a margin
 * that is not a whole number of atoms, throws.
 */
export class ClearingHouse {
  readonly positions: Positions;
  readonly exposure: OrderExposure;
  readonly listed: readonly PerpInstrument[];
  readonly margin: MarginPolicy;
  readonly settle: number;
  readonly #ledger: Ledger;
  readonly #instruments: readonly Instrument[];
  readonly #prices: PriceSources;
  readonly #wallets: AccountWallets;
  readonly #clearingWallet: number;
  readonly #realised: number;
  /** Accounts whose last position closed since they were taken last. */
  #emptied = new Set<number>();
  /** What the last call of `#assess` found, so that the margin watch allocates nothing. */
  #equity = 0;
  #maintenance = 0;
  #notional = 0;

  constructor(parts: ClearingHouseParts) {
    this.#ledger = parts.ledger;
    this.#instruments = parts.instruments;
    this.#prices = parts.prices;
    this.#wallets = parts.wallets;
    this.#clearingWallet = parts.clearingWallet;
    this.#realised = parts.ledger.registerReason('realised result');
    this.listed = parts.listed;
    this.margin = parts.margin;
    this.settle = parts.settle;
    this.positions = new Positions(parts.instruments);
    this.exposure = new OrderExposure(parts.instruments.length);
  }

  /**
   * Books one side of a trade and settles what it realised; returns that in atoms, a gain being positive.
   * Throws, with nothing booked, for an account without a wallet; and when a wallet that must not go below zero cannot
   * pay, which breaks the run.
   */
  applyFill(account: number, instrument: PerpInstrument, signedLots: number, priceTicks: number): number {
    const wallet = this.#wallets.of(account);
    if (wallet === NO_WALLET) throw new RangeError(`account ${account} has no wallet on this venue`);
    const realised = this.positions.applyFill(account, instrument.index, signedLots, priceTicks);
    if (realised > 0) this.#pay(this.#clearingWallet, wallet, realised);
    else if (realised < 0) this.#pay(wallet, this.#clearingWallet, -realised);
    if (this.positions.firstOfAccount(account) === NO_POSITION) this.#emptied.add(account);
    return realised;
  }

  /** The accounts whose last position closed since the last call, ascending: those to ask for a deficit. */
  takeEmptied(): readonly number[] {
    if (this.#emptied.size === 0) return [];
    const accounts = [...this.#emptied].sort((a, b) => a - b);
    this.#emptied.clear();
    return accounts;
  }

  /** Wallet balance in the settlement asset, held amounts included. */
  walletAtoms(account: number): number {
    return this.#ledger.balance(this.#wallets.of(account), this.settle);
  }

  /** Wallet balance and the unrealised results of all positions at the marks. */
  equityAtoms(account: number): number {
    let equity = this.walletAtoms(account);
    const positions = this.positions;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      equity = addExact(equity, this.unrealisedAtomsAt(slot));
    }
    return equity;
  }

  /** The latest mark price of an instrument in ticks; 0 before the first. */
  markTicks(instrument: PerpInstrument): number {
    return this.#prices.markTicks(instrument);
  }

  /** Unrealised result of the position in a slot at the mark. */
  unrealisedAtomsAt(slot: number): number {
    return this.positions.unrealisedAtomsAt(slot, this.#prices.markTicks(this.#perpAt(slot)));
  }

  /** Sum of the maintenance margins of all positions at the marks. */
  maintenanceAtoms(account: number): number {
    this.#assess(account);
    return this.#maintenance;
  }

  /** Absolute value of all positions at the marks. */
  notionalAtoms(account: number): number {
    this.#assess(account);
    return this.#notional;
  }

  /** All figures of an account in one pass over its positions. */
  value(account: number): AccountValue {
    this.#assess(account);
    return {
      walletAtoms: this.walletAtoms(account),
      equityAtoms: this.#equity,
      maintenanceAtoms: this.#maintenance,
      notionalAtoms: this.#notional,
    };
  }

  /**
   * Initial margin of positions and open orders. An instrument needs margin for the larger of what the account would hold
   * if all its buys filled and if all its sells did.
   */
  initialAtoms(account: number): number {
    let sum = 0;
    const { positions, exposure } = this;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      sum = addExact(sum, this.#initialOf(account, this.#perpAt(slot), positions.sizeLotsAt(slot), 0));
    }
    if (exposure.orders(account) === 0) return sum;
    let index = exposure.nextInstrument(account, 0);
    for (; index !== NO_INSTRUMENT; index = exposure.nextInstrument(account, index + 1)) {
      if (positions.find(account, index) !== NO_POSITION) continue;
      sum = addExact(sum, this.#initialOf(account, this.#instruments[index] as PerpInstrument, 0, 0));
    }
    return sum;
  }

  /** What is left of equity after initial margin and held amounts; may be negative. */
  availableAtoms(account: number): number {
    return addExact(this.equityAtoms(account) - this.#heldAtoms(account), -this.initialAtoms(account));
  }

  /**
   * Whether an order of so many signed lots may be taken in: either it does not raise the initial margin of its instrument,
   * or equity covers all initial margin and what the order may cost at once (fees, and the loss of paying `costAtoms` more
   * than the mark).
   */
  admits(account: number, instrument: PerpInstrument, signedLots: number, costAtoms: number): boolean {
    const sizeLots = this.positions.sizeLots(account, instrument.index);
    const raise =
      this.#initialOf(account, instrument, sizeLots, signedLots) - this.#initialOf(account, instrument, sizeLots, 0);
    return raise <= 0 || this.availableAtoms(account) - costAtoms >= raise;
  }

  /** Whether the account has positions and too little equity for them. */
  fails(account: number): boolean {
    if (this.positions.firstOfAccount(account) === NO_POSITION) return false;
    this.#assess(account);
    const verdict = this.margin.verdict(this.#equity, this.#maintenance);
    return verdict === 'liquidate' || verdict === 'bankrupt';
  }

  /** The account's positions as policies see them, by rising instrument index. */
  positionViews(account: number): PositionView[] {
    const equity = this.equityAtoms(account);
    const views: PositionView[] = [];
    const positions = this.positions;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      views.push(this.#viewAt(slot, equity));
    }
    return views;
  }

  /** One position as policies see it, or undefined when the account has none in the instrument. */
  positionView(account: number, instrument: PerpInstrument): PositionView | undefined {
    const slot = this.positions.find(account, instrument.index);
    return slot === NO_POSITION ? undefined : this.#viewAt(slot, this.equityAtoms(account));
  }

  #viewAt(slot: number, equityAtoms: number): PositionView {
    const instrument = this.#perpAt(slot);
    const sizeLots = this.positions.sizeLotsAt(slot);
    const markTicks = this.#prices.markTicks(instrument);
    const notionalAtoms = Math.abs(valueAtoms(instrument, markTicks, sizeLots));
    return {
      kind: 'position',
      instrument,
      sizeLots,
      markTicks,
      bankruptcyTicks: bankruptcyTicks(equityAtoms, sizeLots, markTicks, instrument.atomsPerTickLot),
      notionalAtoms,
      unrealisedAtoms: this.unrealisedAtomsAt(slot),
      maintenanceAtoms: this.#maintenanceOf(instrument, notionalAtoms),
    };
  }

  /** Finds equity, maintenance margin and notional together. */
  #assess(account: number): void {
    const positions = this.positions;
    let equity = this.walletAtoms(account);
    let maintenance = 0;
    let notional = 0;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      const instrument = this.#perpAt(slot);
      const value = valueAtoms(instrument, this.#prices.markTicks(instrument), positions.sizeLotsAt(slot));
      const size = Math.abs(value);
      equity = addExact(equity, addExact(value, -positions.costAtomsAt(slot)));
      maintenance = addExact(maintenance, this.#maintenanceOf(instrument, size));
      notional = addExact(notional, size);
    }
    this.#equity = equity;
    this.#maintenance = maintenance;
    this.#notional = notional;
  }

  /** Initial margin of one instrument, with `extraLots` (signed) more of open orders. */
  #initialOf(account: number, instrument: PerpInstrument, sizeLots: number, extraLots: number): number {
    const { index } = instrument;
    const buys = this.exposure.buyLots(account, index) + Math.max(extraLots, 0);
    const sells = this.exposure.sellLots(account, index) + Math.max(-extraLots, 0);
    const lots = Math.max(Math.abs(sizeLots + buys), Math.abs(sizeLots - sells));
    if (lots === 0) return 0;
    const notional = valueAtoms(instrument, this.#prices.markTicks(instrument), lots);
    const atoms = this.margin.initialAtoms(instrument, notional);
    return isAmount(atoms) ? atoms : refuseMargin('initial', instrument, notional, atoms);
  }

  #maintenanceOf(instrument: PerpInstrument, notionalAtoms: number): number {
    const atoms = this.margin.maintenanceAtoms(instrument, notionalAtoms);
    return isAmount(atoms) ? atoms : refuseMargin('maintenance', instrument, notionalAtoms, atoms);
  }

  #heldAtoms(account: number): number {
    return this.#ledger.held(this.#wallets.of(account), this.settle);
  }

  #perpAt(slot: number): PerpInstrument {
    return this.#instruments[this.positions.instrumentAt(slot)] as PerpInstrument;
  }

  #pay(from: number, to: number, atoms: number): void {
    if (this.#ledger.transfer(from, to, this.settle, atoms, this.#realised)) return;
    throw new Error(`${this.#ledger.walletName(from)} cannot pay a realised result of ${atoms} atoms`);
  }
}

/** Signed value of so many lots at a price. */
function valueAtoms(instrument: PerpInstrument, priceTicks: number, lots: number): number {
  return mulExact(priceTicks, mulExact(lots, instrument.atomsPerTickLot));
}

function isAmount(atoms: number): boolean {
  return atoms >= 0 && Number.isSafeInteger(atoms);
}

function refuseMargin(kind: string, { symbol }: PerpInstrument, notionalAtoms: number, atoms: number): never {
  throw new RangeError(
    `the margin policy asks ${atoms} atoms of ${kind} margin for ${notionalAtoms} atoms of ${symbol}; ` +
      'expected a whole number, at least 0',
  );
}
