import { addExact, mulExact } from '@ebb/exact';
import { NO_POSITION, Positions } from '@ebb/ledger';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import type { AccountWallets } from './account-wallets.ts';
import { bankruptcyTicks } from './bankruptcy-ticks.ts';
import type { PositionView } from './contracts/liquidation.ts';
import type { MarginPolicy } from './contracts/margin.ts';
import { OrderExposure } from './order-exposure.ts';
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

/**
 * What the accounts of one venue owe and own in perpetuals: positions, equity, and the margin they need.
 * Amounts are atoms of the settlement asset; marks come from the venue.
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

  /** Books one side of a trade and settles what it realised; returns that in atoms, a gain being positive. */
  applyFill(account: number, instrument: PerpInstrument, signedLots: number, priceTicks: number): number {
    const realised = this.positions.applyFill(account, instrument.index, signedLots, priceTicks);
    const wallet = this.#wallets.of(account);
    const [from, to] = realised >= 0 ? [this.#clearingWallet, wallet] : [wallet, this.#clearingWallet];
    if (realised !== 0 && !this.#ledger.transfer(from, to, this.settle, Math.abs(realised), this.#realised)) {
      throw new Error(`${this.#ledger.walletName(from)} cannot pay a realised result of ${Math.abs(realised)} atoms`);
    }
    return realised;
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
      equity = addExact(equity, positions.unrealisedAtomsAt(slot, this.#markAt(slot)));
    }
    return equity;
  }

  /** Sum of the maintenance margins of all positions at the marks. */
  maintenanceAtoms(account: number): number {
    let sum = 0;
    const positions = this.positions;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      sum += this.#maintenanceAt(slot);
    }
    return sum;
  }

  /** Absolute value of all positions at the marks. */
  notionalAtoms(account: number): number {
    let sum = 0;
    const positions = this.positions;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      sum += Math.abs(this.#valueAt(slot));
    }
    return sum;
  }

  /**
   * Initial margin of positions and open orders, with `extraLots` (signed) more of open orders in one instrument.
   * An instrument needs margin for the larger of what it would hold if all its buys filled and if all its sells did.
   */
  initialAtoms(account: number, extra: PerpInstrument | null = null, extraLots = 0): number {
    let sum = 0;
    if (extra === null && this.exposure.orders(account) === 0) {
      const positions = this.positions;
      for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
        const instrument = this.#perpAt(slot);
        sum += this.margin.initialAtoms(instrument, Math.abs(this.#valueAt(slot)));
      }
      return sum;
    }
    for (const instrument of this.listed) {
      const size = this.positions.sizeLots(account, instrument.index);
      const more = instrument === extra ? extraLots : 0;
      const buys = this.exposure.buyLots(account, instrument.index) + Math.max(more, 0);
      const sells = this.exposure.sellLots(account, instrument.index) + Math.max(-more, 0);
      const lots = Math.max(Math.abs(size + buys), Math.abs(size - sells));
      if (lots === 0) continue;
      const atomsPerTick = mulExact(lots, instrument.atomsPerTickLot);
      sum += this.margin.initialAtoms(instrument, mulExact(this.#prices.markTicks(instrument), atomsPerTick));
    }
    return sum;
  }

  /** What is left of equity after initial margin and held amounts; may be negative. */
  availableAtoms(account: number): number {
    const held = this.#ledger.held(this.#wallets.of(account), this.settle);
    return this.equityAtoms(account) - held - this.initialAtoms(account);
  }

  /**
   * Whether an order of so many signed lots may be taken in: either it does not raise the initial margin, or equity covers
   * all of it and what the order may cost at once (fees, and the loss of paying `costAtoms` more than the mark).
   */
  admits(account: number, instrument: PerpInstrument, signedLots: number, costAtoms: number): boolean {
    const after = this.initialAtoms(account, instrument, signedLots);
    if (after <= this.initialAtoms(account)) return true;
    const held = this.#ledger.held(this.#wallets.of(account), this.settle);
    return this.equityAtoms(account) - held - costAtoms >= after;
  }

  /** Whether the account has positions and too little equity for them. */
  fails(account: number): boolean {
    if (this.positions.firstOfAccount(account) === NO_POSITION) return false;
    return this.margin.verdict(this.equityAtoms(account), this.maintenanceAtoms(account)) === 'liquidate';
  }

  /** The account's positions as policies see them, by rising instrument index. */
  positionViews(account: number): PositionView[] {
    const equity = this.equityAtoms(account);
    const views: PositionView[] = [];
    const positions = this.positions;
    for (let slot = positions.firstOfAccount(account); slot !== NO_POSITION; slot = positions.nextOfAccount(slot)) {
      const instrument = this.#perpAt(slot);
      const sizeLots = positions.sizeLotsAt(slot);
      const markTicks = this.#markAt(slot);
      views.push({
        instrument,
        sizeLots,
        markTicks,
        bankruptcyTicks: bankruptcyTicks(equity, sizeLots, markTicks, instrument.atomsPerTickLot),
        notionalAtoms: Math.abs(this.#valueAt(slot)),
        unrealisedAtoms: positions.unrealisedAtomsAt(slot, markTicks),
        maintenanceAtoms: this.#maintenanceAt(slot),
      });
    }
    return views;
  }

  #perpAt(slot: number): PerpInstrument {
    return this.#instruments[this.positions.instrumentAt(slot)] as PerpInstrument;
  }

  #markAt(slot: number): number {
    return this.#prices.markTicks(this.#perpAt(slot));
  }

  #valueAt(slot: number): number {
    const atomsPerTick = mulExact(this.positions.sizeLotsAt(slot), this.#perpAt(slot).atomsPerTickLot);
    return mulExact(this.#markAt(slot), atomsPerTick);
  }

  #maintenanceAt(slot: number): number {
    return this.margin.maintenanceAtoms(this.#perpAt(slot), Math.abs(this.#valueAt(slot)));
  }
}
