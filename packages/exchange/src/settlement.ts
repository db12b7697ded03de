import { NO_WALLET } from '@ebb/clearing';
import type { AccountWallets, ClearingHouse } from '@ebb/clearing';
import { mulDiv } from '@ebb/exact';
import { notionalAtoms, settleAssetOf } from '@ebb/ledger';
import type { Instrument, Ledger, SpotInstrument } from '@ebb/ledger';
import type { FeePolicy } from './contracts/prices.ts';
import type { OrderTable } from './order-table.ts';

const PARTS = 1_000_000;

/** What a settlement is made of. */
export interface SettlementParts {
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  readonly orders: OrderTable;
  readonly fees: FeePolicy;
  /** Takes fees in and pays rebates, for which it may have to go negative. */
  readonly feeWallet: number;
  /** Absent on a venue without perpetuals. */
  readonly house: ClearingHouse | null;
}

/** Moves money for fills: spot assets change hands, perpetuals change positions, fees go to the venue. */
export class Settlement {
  readonly #ledger: Ledger;
  readonly #wallets: AccountWallets;
  readonly #orders: OrderTable;
  readonly #fees: FeePolicy;
  readonly #feeWallet: number;
  readonly #house: ClearingHouse | null;
  readonly #tradeReason: number;
  readonly #feeReason: number;

  constructor(parts: SettlementParts) {
    this.#ledger = parts.ledger;
    this.#wallets = parts.wallets;
    this.#orders = parts.orders;
    this.#fees = parts.fees;
    this.#feeWallet = parts.feeWallet;
    this.#house = parts.house;
    this.#tradeReason = parts.ledger.registerReason('trade');
    this.#feeReason = parts.ledger.registerReason('trading fee');
  }

  /** What a resting spot order holds for its open lots: quote with the dearer fee for a buy, base for a sell; atoms. */
  holdAtoms(account: number, instrument: SpotInstrument, side: number, priceTicks: number, lots: number): number {
    if (side < 0) return lots * instrument.baseAtomsPerLot;
    const notional = notionalAtoms(instrument, priceTicks, lots);
    return notional + this.feeHoldAtoms(account, instrument, notional);
  }

  /** The most that trading so much notional can cost in fees, rounded up. */
  feeHoldAtoms(account: number, instrument: Instrument, notional: number): number {
    const ppm = Math.max(0, this.#fees.makerPpm(account, instrument), this.#fees.takerPpm(account, instrument));
    return mulDiv(notional, ppm, PARTS, 'ceil');
  }

  /** The asset that an order holds: what it would pay with. */
  heldAsset(instrument: Instrument, side: number): number {
    return side > 0 ? instrument.quote : instrument.base;
  }

  /** The wallet that an order pays from and is paid into: the one it was admitted with, else the one that is traded from. */
  walletOf(slot: number): number {
    const { account, wallet } = this.#orders;
    return wallet[slot] === NO_WALLET ? this.#wallets.of(account[slot]) : wallet[slot];
  }

  /** Frees what an order holds beyond what its open lots need; with 0 open lots, all of it. */
  trim(slot: number, instrument: Instrument, leftLots: number): void {
    const orders = this.#orders;
    const held = orders.heldAtoms[slot];
    if (held === 0 || instrument.kind === 'perp') return;
    const account = orders.account[slot];
    const side = orders.side[slot];
    const need = leftLots === 0 ? 0 : this.holdAtoms(account, instrument, side, orders.priceTicks[slot], leftLots);
    if (need === held) return;
    this.#ledger.release(this.walletOf(slot), this.heldAsset(instrument, side), held - need);
    orders.heldAtoms[slot] = need;
  }

  /**
   * Settles one fill between two orders after their open lots were written to the order table.
   * Fees are rounded down, so that what is held (rounded up) always covers them.
   */
  settle(buySlot: number, sellSlot: number, instrument: Instrument, priceTicks: number, sizeLots: number): void {
    const orders = this.#orders;
    const buyer = orders.account[buySlot];
    const seller = orders.account[sellSlot];
    if (instrument.kind === 'perp') {
      this.#house!.applyFill(buyer, instrument, sizeLots, priceTicks);
      this.#house!.applyFill(seller, instrument, -sizeLots, priceTicks);
      return;
    }
    this.trim(buySlot, instrument, orders.leftLots[buySlot]);
    this.trim(sellSlot, instrument, orders.leftLots[sellSlot]);
    const from = this.walletOf(buySlot);
    const to = this.walletOf(sellSlot);
    this.#move(from, to, instrument.quote, notionalAtoms(instrument, priceTicks, sizeLots), this.#tradeReason);
    this.#move(to, from, instrument.base, sizeLots * instrument.baseAtomsPerLot, this.#tradeReason);
  }

  /** Charges the fee of one side of a fill and returns it in quote atoms; negative is a rebate, forced orders pay none. */
  charge(slot: number, instrument: Instrument, priceTicks: number, sizeLots: number, isMaker: boolean): number {
    const orders = this.#orders;
    if (orders.forced[slot] === 1) return 0;
    const account = orders.account[slot];
    const ppm = isMaker ? this.#fees.makerPpm(account, instrument) : this.#fees.takerPpm(account, instrument);
    if (ppm === 0) return 0;
    const fee = mulDiv(notionalAtoms(instrument, priceTicks, sizeLots), ppm, PARTS, 'floor');
    const wallet = this.walletOf(slot);
    const asset = settleAssetOf(instrument);
    if (fee > 0) this.#move(wallet, this.#feeWallet, asset, fee, this.#feeReason);
    else if (fee < 0) this.#move(this.#feeWallet, wallet, asset, -fee, this.#feeReason);
    return fee;
  }

  #move(from: number, to: number, asset: number, atoms: number, reason: number): void {
    if (this.#ledger.transfer(from, to, asset, atoms, reason)) return;
    const { symbol } = this.#ledger.assets[asset];
    throw new Error(`${this.#ledger.walletName(from)} cannot pay ${atoms} atoms of ${symbol} for a fill`);
  }
}
