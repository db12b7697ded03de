import { MAX_PRICE_TICKS, timeInForce } from '@ebb/book';
import type { Side } from '@ebb/book';
import { NO_WALLET } from '@ebb/clearing';
import type { AccountWallets, ClearingHouse } from '@ebb/clearing';
import { positionValueAtoms } from '@ebb/ledger';
import type { Ledger, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import type { Listing } from './listing.ts';
import { refusals } from './order-codes.ts';
import type { RefusalCode } from './order-codes.ts';
import type { OrderTable } from './order-table.ts';
import { limitOf } from './price-bands.ts';
import type { Settlement } from './settlement.ts';
import { Sweep } from './sweep.ts';

/** The largest value of an order in atoms: what it costs with its fee, at most as much again, is still a safe integer. */
const MAX_NOTIONAL = 4_503_599_627_370_496;

/** What the checks before an order is taken in are made of. */
export interface OrderRiskParts {
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  readonly orders: OrderTable;
  readonly settlement: Settlement;
  readonly house: ClearingHouse | null;
}

/** Says whether an account can afford an order, and holds what a resting spot order would pay with. */
export class OrderRisk {
  readonly #ledger: Ledger;
  readonly #wallets: AccountWallets;
  readonly #orders: OrderTable;
  readonly #settlement: Settlement;
  readonly #house: ClearingHouse | null;
  readonly #sweep = new Sweep();

  constructor(parts: OrderRiskParts) {
    this.#ledger = parts.ledger;
    this.#wallets = parts.wallets;
    this.#orders = parts.orders;
    this.#settlement = parts.settlement;
    this.#house = parts.house;
  }

  /** Atoms of an asset that the account may spend or hold: free, and not needed as margin. */
  spendableAtoms(account: number, asset: number): number {
    const house = this.#house;
    return house === null
      ? this.#ledger.free(this.#wallets.of(account), asset)
      : house.credit.spendableAtoms(account, asset);
  }

  /** As above, of one of the account's wallets: only the one that it trades from answers for margin. */
  spendableIn(wallet: number, account: number, asset: number): number {
    return wallet === this.#wallets.of(account)
      ? this.spendableAtoms(account, asset)
      : this.#ledger.free(wallet, asset);
  }

  /** As above, of the wallet that a spot order pays from; fixes that wallet, so that one opened later is for later orders. */
  #spendableOn(slot: number, asset: number): number {
    const { account: accounts, wallet: wallets } = this.#orders;
    const account = accounts[slot];
    if (wallets[slot] === NO_WALLET) wallets[slot] = this.#wallets.spotOf(account);
    return this.spendableIn(wallets[slot], account, asset);
  }

  /**
   * Checks an order and holds for it, in place of what it holds already; 0 when the order may go to the book. A reduce-only
   * order is made as small as it has to be.
   */
  admit(slot: number, listing: Listing): RefusalCode {
    const orders = this.#orders;
    const price = orders.priceTicks[slot];
    const lots = orders.leftLots[slot];
    if (price !== 0 && !(price >= 1 && price <= MAX_PRICE_TICKS && Number.isInteger(price))) {
      return refusals.priceOutOfRange;
    }
    if (!(lots >= 1 && Number.isSafeInteger(lots))) return refusals.sizeOutOfRange;
    return listing.instrument.kind === 'spot'
      ? this.#admitSpot(slot, listing as Listing<SpotInstrument>)
      : this.#admitPerp(slot, listing as Listing<PerpInstrument>);
  }

  #admitSpot(slot: number, listing: Listing<SpotInstrument>): RefusalCode {
    const { instrument } = listing;
    const price = this.#orders.priceTicks[slot];
    const lots = this.#orders.leftLots[slot];
    if (price === 0) return this.#admitSpotMarket(slot, listing);
    if (price * lots * instrument.atomsPerTickLot > MAX_NOTIONAL) return refusals.sizeOutOfRange;
    if (lots * instrument.baseAtomsPerLot > Number.MAX_SAFE_INTEGER) return refusals.sizeOutOfRange;
    return this.#hold(slot, instrument) ? refusals.none : refusals.insufficientBalance;
  }

  /** Holds what an order needs more than it holds; false when the account cannot. What it needs less is not freed yet. */
  #hold(slot: number, instrument: SpotInstrument): boolean {
    const orders = this.#orders;
    const settlement = this.#settlement;
    const account = orders.account[slot];
    const side = orders.side[slot];
    const need = settlement.holdAtoms(account, instrument, side, orders.priceTicks[slot], orders.leftLots[slot]);
    const more = need - orders.heldAtoms[slot];
    if (more <= 0) return true;
    const asset = settlement.heldAsset(instrument, side);
    const lots = Math.ceil((orders.leftLots[slot] * more) / need);
    if (!this.canPay(slot, instrument, more, lots, orders.priceTicks[slot])) return false;
    this.#ledger.hold(settlement.walletOf(slot), asset, more);
    orders.heldAtoms[slot] = need;
    return true;
  }

  /** A market order holds nothing: it takes what the book has for it at this instant, which has to be affordable whole. */
  #admitSpotMarket(slot: number, { instrument, book }: Listing<SpotInstrument>): RefusalCode {
    const settlement = this.#settlement;
    const sweep = this.#sweep;
    const account = this.#orders.account[slot];
    const side = this.#orders.side[slot] as Side;
    sweep.measure(book, account, side, limitOf(this.#orders, slot), this.#orders.leftLots[slot]);
    if (sweep.lots === 0) return refusals.none;
    let need = sweep.lots * instrument.baseAtomsPerLot;
    if (side > 0) {
      const cost = sweep.ticksLots * instrument.atomsPerTickLot;
      if (!(cost <= MAX_NOTIONAL)) return refusals.insufficientBalance;
      need = cost + settlement.feeHoldAtoms(account, instrument, cost);
    }
    const { lots, ticksLots } = sweep;
    const canPay = this.canPay(slot, instrument, need, lots, ticksLots / lots);
    return canPay ? refusals.none : refusals.insufficientBalance;
  }

  /** Whether an order can pay so many atoms for lots at a price: out of its wallet or, in unified mode, by owing some. */
  canPay(slot: number, instrument: SpotInstrument, atoms: number, lots: number, priceTicks: number): boolean {
    const orders = this.#orders;
    const account = orders.account[slot];
    const side = orders.side[slot];
    const pays = this.#settlement.heldAsset(instrument, side);
    const spendable = this.#spendableOn(slot, pays);
    const house = this.#house;
    const isUnified = house?.units.policyOfAccount(account).mode === 'unified';
    if (!isUnified || orders.wallet[slot] !== this.#wallets.of(account)) return spendable >= atoms;
    const [gets, getAtoms] =
      side > 0
        ? [instrument.base, lots * instrument.baseAtomsPerLot]
        : [instrument.quote, Math.floor(priceTicks * lots * instrument.atomsPerTickLot)];
    return house.credit.admitsPurchase(account, pays, atoms, gets, getAtoms);
  }

  #admitPerp(slot: number, listing: Listing<PerpInstrument>): RefusalCode {
    const orders = this.#orders;
    const house = this.#house!;
    const sweep = this.#sweep;
    const { instrument, book, markTicks } = listing;
    const { index } = instrument;
    if (markTicks === 0) return refusals.noMarkPrice;
    const account = orders.account[slot];
    const side = orders.side[slot] as Side;
    const price = orders.priceTicks[slot];
    const reduces = orders.reduceOnly[slot] === 1;
    if (reduces) {
      const room = this.#reducibleLots(account, instrument, side);
      if (room === 0) return refusals.reduceOnly;
      if (orders.leftLots[slot] > room) orders.leftLots[slot] = room;
    }
    let lots = orders.leftLots[slot];
    if (price !== 0) {
      const open = house.credit.exposure.buyLots(account, index) + house.credit.exposure.sellLots(account, index);
      const most = lots + open + Math.abs(house.sizeLots(account, instrument));
      if (largestValue(instrument, price, markTicks, most) > MAX_NOTIONAL) return refusals.sizeOutOfRange;
    }
    if (reduces) return refusals.none;
    const rests = orders.timeInForce[slot] === timeInForce.gtc || orders.timeInForce[slot] === timeInForce.postOnly;
    if (price === 0 || !rests) {
      sweep.measure(book, account, side, limitOf(orders, slot), lots);
      lots = sweep.lots;
      if (lots === 0) return refusals.none;
    }
    const ticksLots = price === 0 ? sweep.ticksLots : price * lots;
    if (!(ticksLots * instrument.atomsPerTickLot <= MAX_NOTIONAL)) return refusals.insufficientMargin;
    const paid = valueOf(instrument, ticksLots, side * lots);
    const worse = Math.max(0, paid - positionValueAtoms(instrument, markTicks, side * lots));
    const fee = this.#settlement.feeHoldAtoms(account, instrument, Math.abs(paid));
    const admitted = house.credit.admits(account, instrument, side * lots, worse + fee);
    return admitted ? refusals.none : refusals.insufficientMargin;
  }

  /** How many lots a reduce-only order may add on a side: the opposite position, less all that is open on the side. */
  #reducibleLots(account: number, instrument: PerpInstrument, side: Side): number {
    const { index } = instrument;
    const house = this.#house!;
    const { exposure } = house.credit;
    const open = side > 0 ? exposure.buyLots(account, index) : exposure.sellLots(account, index);
    return Math.max(0, -side * house.sizeLots(account, instrument) - open);
  }
}

/** Signed value of lots of a perpetual that together fetch so many ticks × lots; of an inverse one at their mean price. */
function valueOf(instrument: PerpInstrument, ticksLots: number, signedLots: number): number {
  if (!instrument.inverse) return Math.sign(signedLots) * ticksLots * instrument.atomsPerTickLot;
  return positionValueAtoms(instrument, Math.max(1, Math.round(ticksLots / Math.abs(signedLots))), signedLots);
}

/** The most that so many lots may be worth at a limit and at the mark, in settlement atoms. */
function largestValue(instrument: PerpInstrument, priceTicks: number, markTicks: number, lots: number): number {
  if (!instrument.inverse) return Math.max(priceTicks, markTicks) * lots * instrument.atomsPerTickLot;
  return (lots * instrument.valuePerLotTick) / Math.min(priceTicks, markTicks);
}
