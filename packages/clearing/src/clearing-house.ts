import { NO_POSITION, Positions, positionValueAtoms } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import { NO_WALLET } from './account-wallets.ts';
import type { AccountWallets } from './account-wallets.ts';
import type { MarginPolicy } from './contracts/margin.ts';
import { Credit } from './credit.ts';
import { IsolatedMargin } from './isolated-margin.ts';
import { MarginUnits, NO_UNIT } from './margin-units.ts';
import { PoolValues } from './pool-values.ts';
import { PoolViews } from './pool-views.ts';
import type { PriceSources } from './ports.ts';
import type { Certificate, WatchedBook } from './watched-book.ts';

/** What a clearing house is made of. */
export interface ClearingHouseParts {
  readonly ledger: Ledger;
  /** Every instrument of the world; this house clears the perpetuals among `listed`. */
  readonly instruments: readonly Instrument[];
  readonly listed: readonly PerpInstrument[];
  /** Index of the venue's settlement asset. */
  readonly settle: number;
  /** The venue's own margin policy first, then those that accounts may follow instead. */
  readonly margin: readonly MarginPolicy[];
  /** Indices of the assets that count in unified mode beside the settlement asset. */
  readonly collateral: readonly number[];
  readonly prices: PriceSources;
  readonly wallets: AccountWallets;
  /** The wallet that pays gains and takes in losses; its balance in an asset and the costs of all positions in it sum to zero. */
  readonly clearingWallet: number;
  readonly accountCount: () => number;
  /** Opens the wallet that holds the margin of an isolated position. */
  readonly openWallet: (account: number, instrument: PerpInstrument) => number;
}

/** A pool of margin at the marks; atoms of the asset that it is reckoned in. */
export interface AccountValue {
  /** Balances, without unrealised results. */
  readonly walletAtoms: number;
  readonly equityAtoms: number;
  /** Equity after the haircuts of unified mode. */
  readonly marginAtoms: number;
  readonly maintenanceAtoms: number;
  /** Absolute value of all positions. */
  readonly notionalAtoms: number;
}

/** A unit that has just lost its last position, and what that was. */
export interface Emptied {
  readonly unit: number;
  readonly instrument: PerpInstrument;
  /** 1 when it was long, −1 when it was short. */
  readonly side: number;
}

/**
 * What the accounts of one venue owe and own in perpetuals: positions, and the pools of margin (units) that answer for them.
 * Positions are kept by unit, open orders by account. Any amount past the safe integers, and a margin that is not a whole
 * number of atoms, throws.
 */
export class ClearingHouse implements WatchedBook {
  readonly positions: Positions;
  readonly units: MarginUnits;
  readonly credit: Credit;
  readonly views: PoolViews;
  readonly values: PoolValues;
  readonly isolated: IsolatedMargin;
  readonly listed: readonly PerpInstrument[];
  readonly settle: number;
  readonly priceCount: number;
  readonly #ledger: Ledger;
  readonly #instruments: readonly Instrument[];
  readonly #prices: PriceSources;
  readonly #wallets: AccountWallets;
  readonly #clearingWallet: number;
  readonly #realisedReason: number;
  readonly #watcher: number;
  #onTouched: (unit: number) => void = () => {};
  /** How many accounts the watcher knows. */
  #watched = 0;
  /** Units whose last position closed since they were taken last. */
  readonly #emptied = new Map<number, Emptied>();
  /** By account: results realised since the last `endPeriod`, in atoms of what they were settled in. */
  #realised = new Float64Array(64);

  constructor(parts: ClearingHouseParts) {
    const { ledger, instruments, listed, settle, prices, wallets } = parts;
    this.#ledger = ledger;
    this.#instruments = instruments;
    this.#prices = prices;
    this.#wallets = wallets;
    this.#clearingWallet = parts.clearingWallet;
    this.#realisedReason = ledger.registerReason('realised result');
    this.#watcher = ledger.openWatcher();
    this.listed = listed;
    this.settle = settle;
    this.priceCount = instruments.length + ledger.assets.length;
    this.positions = new Positions(instruments);
    this.units = new MarginUnits({
      policies: parts.margin,
      settle,
      wallets,
      accountCount: parts.accountCount,
      openWallet: (account, instrument) => this.#watch(parts.openWallet(account, instrument)),
    });
    const collateral = [...new Set([settle, ...parts.collateral])].sort((a, b) => a - b);
    checkCollateral(parts, collateral);
    const shared = { ledger, instruments, positions: this.positions, units: this.units, prices, collateral };
    this.values = new PoolValues(shared);
    this.credit = new Credit({ ...shared, values: this.values });
    this.views = new PoolViews({ ...shared, values: this.values, markets: marketsOf(parts) });
    this.isolated = new IsolatedMargin({
      ledger,
      units: this.units,
      initialAt: (account, instrument, lots, priceTicks) =>
        lots === 0 ? 0 : this.credit.initialOf(account, instrument, this.#notional(instrument, priceTicks, lots)),
      unrealisedAt: (unit, instrument, priceTicks) =>
        this.positions.unrealisedAtomsAt(this.positions.find(unit, instrument.index), priceTicks),
    });
  }

  /**
   * Books one side of a trade and settles what it realised; returns that in atoms, a gain being positive.
   * Throws, with nothing booked, for an account without a wallet; and when a wallet that must not go below zero cannot
   * pay, which breaks the run.
   */
  applyFill(account: number, instrument: PerpInstrument, signedLots: number, priceTicks: number): number {
    const unit = this.units.open(account, instrument);
    const wallet = this.units.walletOf(unit);
    if (wallet === NO_WALLET) throw new RangeError(`account ${account} has no wallet on this venue`);
    const isIsolated = this.units.isIsolated(unit);
    const oldLots = isIsolated ? this.positions.sizeLots(unit, instrument.index) : 0;
    const realised = this.positions.applyFill(unit, instrument.index, signedLots, priceTicks);
    const { settle } = instrument;
    if (realised > 0) this.#pay(this.#clearingWallet, wallet, settle, realised);
    else if (realised < 0) this.#pay(wallet, this.#clearingWallet, settle, -realised);
    if (realised !== 0) this.#addRealised(account, realised);
    if (isIsolated) this.isolated.follow(unit, instrument, oldLots, oldLots + signedLots, priceTicks);
    if (this.positions.firstOfAccount(unit) === NO_POSITION) {
      this.#emptied.set(unit, { unit, instrument, side: -Math.sign(signedLots) });
    }
    return realised;
  }

  /**
   * Moves margin (positive atoms) to an isolated position, or out of it as far as that keeps its initial margin; false, with
   * nothing done, when there is no such position, the account is short, or too much would be taken out.
   */
  moveMargin(account: number, instrument: PerpInstrument, atoms: number): boolean {
    const unit = this.units.of(account, instrument);
    const isOpen = unit !== NO_UNIT && this.units.isIsolated(unit) && this.sizeLots(account, instrument) !== 0;
    if (!isOpen || atoms === 0) return false;
    if (atoms > 0) return this.isolated.move(unit, instrument.settle, atoms);
    const { equityAtoms, notionalAtoms } = this.value(unit);
    if (equityAtoms + atoms < this.credit.initialOf(account, instrument, notionalAtoms)) return false;
    return this.isolated.move(unit, instrument.settle, atoms);
  }

  /** The units whose last position closed since the last call, ascending: those to ask for a deficit. */
  takeEmptied(): readonly Emptied[] {
    if (this.#emptied.size === 0) return [];
    const emptied = [...this.#emptied.values()];
    this.#emptied.clear();
    return emptied.sort((a, b) => a.unit - b.unit);
  }

  /** Signed size of an account's position in lots, 0 when there is none. */
  sizeLots(account: number, instrument: PerpInstrument): number {
    const unit = this.units.of(account, instrument);
    return unit === NO_UNIT ? 0 : this.positions.sizeLots(unit, instrument.index);
  }

  /** The slot of an account's position, or NO_POSITION. */
  findPosition(account: number, instrument: PerpInstrument): number {
    const unit = this.units.of(account, instrument);
    return unit === NO_UNIT ? NO_POSITION : this.positions.find(unit, instrument.index);
  }

  /** The latest mark price of an instrument in ticks; 0 before the first. */
  markTicks(instrument: PerpInstrument): number {
    return this.#prices.markTicks(instrument);
  }

  /** The mark price before the latest. */
  previousMarkTicks(instrument: PerpInstrument): number {
    return this.#prices.previousMarkTicks(instrument);
  }

  /** Atoms of an asset in those of the venue's settlement asset, toward zero. */
  inSettlement(asset: number, atoms: number): number {
    return asset === this.settle ? atoms : Math.trunc(atoms * this.values.valueOfAtom(asset));
  }

  /** Wallet balance of a unit in the asset that it is reckoned in, held amounts included. */
  walletAtoms(unit: number): number {
    return this.#ledger.balance(this.units.walletOf(unit), this.units.settleOf(unit));
  }

  /** Everything of a unit at the marks and collateral prices. */
  equityAtoms(unit: number): number {
    this.values.assess(unit);
    return this.values.equityAtoms;
  }

  /** Unrealised results of all positions of a unit at the marks, in atoms of what it is reckoned in. */
  unrealisedAtoms(unit: number): number {
    this.values.assess(unit);
    return this.values.equityAtoms - this.values.walletAtoms;
  }

  /** All figures of a unit in one pass over it. */
  value(unit: number): AccountValue {
    const { values } = this;
    values.assess(unit);
    const { walletAtoms, equityAtoms, marginAtoms, maintenanceAtoms, notionalAtoms } = values;
    return { walletAtoms, equityAtoms, marginAtoms, maintenanceAtoms, notionalAtoms };
  }

  /** Unrealised result of the position in a slot at the mark, in atoms of what it settles in. */
  unrealisedAtomsAt(slot: number): number {
    const instrument = this.#instruments[this.positions.instrumentAt(slot)] as PerpInstrument;
    return this.positions.unrealisedAtomsAt(slot, this.#prices.markTicks(instrument));
  }

  /** Equity of all units of an account, in atoms of the venue's settlement asset. */
  accountEquityAtoms(account: number): number {
    let sum = 0;
    this.units.forEachOf(account, (unit) => {
      this.values.assess(unit);
      const rate = this.values.valueOfAtom(this.units.settleOf(unit));
      sum += rate === 1 ? this.values.equityAtoms : Math.floor(this.values.equityAtoms * rate);
    });
    return sum;
  }

  /** Results that an account realised since the last `endPeriod`. */
  realisedAtoms(account: number): number {
    return account < this.#realised.length ? this.#realised[account] : 0;
  }

  /** Begins a new period of realised results. */
  endPeriod(): void {
    this.#realised.fill(0);
  }

  /** Whether a unit owes something, and too much for its margin. */
  fails(unit: number): boolean {
    this.values.assess(unit);
    return this.#breaks(unit);
  }

  get certificate(): Certificate {
    return this.values.certificate;
  }

  judge(unit: number): boolean {
    this.values.assess(unit, true);
    return this.#breaks(unit);
  }

  priceAt(price: number): number {
    const { length } = this.#instruments;
    if (price >= length) return this.#prices.collateralPrice(price - length);
    const instrument = this.#instruments[price];
    return instrument.kind === 'perp' ? this.#prices.markTicks(instrument) : 0;
  }

  /** Has every unit that is found touched told to one more listener. */
  hearTouched(listener: (unit: number) => void): void {
    this.#onTouched = listener;
  }

  takeTouched(judge: (unit: number) => void): void {
    const visit = (unit: number): void => {
      this.#onTouched(unit);
      judge(unit);
    };
    for (; this.#watched < this.#wallets.count; this.#watched++) {
      const account = this.#wallets.accountAt(this.#watched);
      this.#watch(this.#wallets.of(account));
      visit(account);
    }
    this.positions.takeTouched(visit);
    this.#ledger.takeTouched(this.#watcher, (wallet) => {
      const unit = this.units.isolatedIn(wallet);
      if (unit !== NO_UNIT) visit(unit);
      else this.units.forEachOf(this.#ledger.ownerOf(wallet), visit);
    });
  }

  forEachHolder(price: number, visit: (unit: number) => void): void {
    const { positions } = this;
    const asset = price - this.#instruments.length;
    if (asset < 0) {
      for (
        let slot = positions.firstOfInstrument(price);
        slot !== NO_POSITION;
        slot = positions.nextOfInstrument(slot)
      ) {
        visit(positions.accountAt(slot));
      }
      return;
    }
    for (let at = 0; at < this.#wallets.count; at++) {
      const account = this.#wallets.accountAt(at);
      if (this.units.policyOfAccount(account).mode !== 'unified') continue;
      const holds = this.#ledger.balance(this.#wallets.of(account), asset) !== 0;
      if (holds || this.#settlesIn(account, asset)) visit(account);
    }
  }

  #settlesIn(unit: number, asset: number): boolean {
    const { positions } = this;
    for (let slot = positions.firstOfAccount(unit); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      if ((this.#instruments[positions.instrumentAt(slot)] as PerpInstrument).settle === asset) return true;
    }
    return false;
  }

  /** Judges the unit that was assessed last. */
  #breaks(unit: number): boolean {
    const { owes, marginAtoms, maintenanceAtoms } = this.values;
    if (!owes) return false;
    const verdict = this.units.policyOf(unit).verdict(marginAtoms, maintenanceAtoms);
    return verdict === 'liquidate' || verdict === 'bankrupt';
  }

  #watch(wallet: number): number {
    this.#ledger.watch(wallet, this.#watcher);
    return wallet;
  }

  #notional(instrument: PerpInstrument, priceTicks: number, lots: number): number {
    return Math.abs(positionValueAtoms(instrument, priceTicks, lots));
  }

  #addRealised(account: number, atoms: number): void {
    if (account >= this.#realised.length) {
      const grown = new Float64Array(Math.max(account + 1, this.#realised.length * 2));
      grown.set(this.#realised);
      this.#realised = grown;
    }
    this.#realised[account] += atoms;
  }

  #pay(from: number, to: number, asset: number, atoms: number): void {
    if (this.#ledger.transfer(from, to, asset, atoms, this.#realisedReason)) return;
    throw new Error(`${this.#ledger.walletName(from)} cannot pay a realised result of ${atoms} atoms`);
  }
}

/** Throws when unified accounts could gain or lose in an asset that has no collateral price. */
function checkCollateral({ margin, listed, ledger }: ClearingHouseParts, collateral: readonly number[]): void {
  if (!margin.some(({ mode }) => mode === 'unified')) return;
  const odd = listed.find(({ settle }) => !collateral.includes(settle));
  if (odd === undefined) return;
  const { symbol } = ledger.assets[odd.settle];
  throw new RangeError(`${odd.symbol} settles in ${symbol}, which unified accounts need as collateral with a price`);
}

/** By asset, the first spot market of the venue that sells it for the settlement asset. */
function marketsOf({ ledger, instruments, listed, settle }: ClearingHouseParts): (SpotInstrument | null)[] {
  const venue = listed[0]?.venue;
  return ledger.assets.map(({ index }) => {
    const found = instruments.find(
      (each): each is SpotInstrument =>
        each.kind === 'spot' && each.venue === venue && each.base === index && each.quote === settle,
    );
    return found ?? null;
  });
}
