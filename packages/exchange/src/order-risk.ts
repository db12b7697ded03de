import { MARKET, timeInForce } from '@ebb/book';
import type { Side } from '@ebb/book';
import type { AccountWallets, ClearingHouse } from '@ebb/clearing';
import { mulExact } from '@ebb/exact';
import type { Ledger, PerpInstrument, SpotInstrument } from '@ebb/ledger';
import type { Listing } from './listing.ts';
import { refusals } from './order-codes.ts';
import type { OrderTable } from './order-table.ts';
import type { Settlement } from './settlement.ts';

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
  readonly #parts: OrderRiskParts;

  constructor(parts: OrderRiskParts) {
    this.#parts = parts;
  }

  /** Atoms of an asset that the account may spend or hold: free, and not needed as margin. */
  spendableAtoms(account: number, asset: number): number {
    const { ledger, wallets, house } = this.#parts;
    const free = ledger.free(wallets.of(account), asset);
    return house !== null && asset === house.settle ? Math.min(free, house.availableAtoms(account)) : free;
  }

  /** Checks an order and holds for it; returns a refusal code, 0 when the order may go to the book. */
  admit(slot: number, listing: Listing): number {
    return listing.instrument.kind === 'spot'
      ? this.#admitSpot(slot, listing as Listing<SpotInstrument>)
      : this.#admitPerp(slot, listing as Listing<PerpInstrument>);
  }

  /** Holds for an amended spot order what it needs more; false when the account cannot. Shrinking frees nothing yet. */
  holdMore(slot: number, instrument: SpotInstrument, priceTicks: number, lots: number): boolean {
    const { ledger, wallets, orders, settlement } = this.#parts;
    const account = orders.account[slot];
    const side = orders.side[slot];
    const more = settlement.holdAtoms(account, instrument, side, priceTicks, lots) - orders.heldAtoms[slot];
    if (more <= 0) return true;
    const asset = settlement.heldAsset(instrument, side);
    if (this.spendableAtoms(account, asset) < more) return false;
    ledger.hold(wallets.of(account), asset, more);
    orders.heldAtoms[slot] += more;
    return true;
  }

  #admitSpot(slot: number, listing: Listing<SpotInstrument>): number {
    const { orders, settlement } = this.#parts;
    const { instrument, book } = listing;
    const account = orders.account[slot];
    const side = orders.side[slot] as Side;
    const priceTicks = orders.priceTicks[slot];
    if (priceTicks !== 0) {
      return this.holdMore(slot, instrument, priceTicks, orders.leftLots[slot]) ? 0 : refusals.insufficientBalance;
    }
    const lots = book.fillable(side, MARKET, orders.leftLots[slot]);
    if (lots === 0) return 0;
    let need = lots * instrument.baseAtomsPerLot;
    if (side > 0) {
      const cost = mulExact(book.costToFill(side, lots), instrument.atomsPerTickLot);
      need = cost + settlement.feeHoldAtoms(account, instrument, cost);
    }
    const asset = settlement.heldAsset(instrument, side);
    return this.spendableAtoms(account, asset) >= need ? 0 : refusals.insufficientBalance;
  }

  #admitPerp(slot: number, listing: Listing<PerpInstrument>): number {
    const { orders, settlement, house } = this.#parts;
    const { instrument, book, markTicks } = listing;
    if (markTicks === 0) return refusals.noMarkPrice;
    const account = orders.account[slot];
    const side = orders.side[slot] as Side;
    const priceTicks = orders.priceTicks[slot];
    let lots = orders.leftLots[slot];
    if (orders.reduceOnly[slot] === 1) {
      const room = this.reducibleLots(account, listing, side);
      if (room === 0) return refusals.reduceOnly;
      if (lots > room) orders.leftLots[slot] = lots = room;
      return 0;
    }
    const rests = orders.timeInForce[slot] !== timeInForce.ioc && orders.timeInForce[slot] !== timeInForce.fok;
    if (priceTicks === 0 || !rests) {
      const limit = priceTicks === 0 ? MARKET : priceTicks;
      lots = book.fillable(side, limit, lots);
      if (lots === 0) return 0;
    }
    const atMark = mulExact(mulExact(markTicks, lots), instrument.atomsPerTickLot);
    const ticksLots = priceTicks === 0 ? book.costToFill(side, lots) : mulExact(priceTicks, lots);
    const paid = mulExact(ticksLots, instrument.atomsPerTickLot);
    const worse = Math.max(0, side * (paid - atMark));
    const fee = settlement.feeHoldAtoms(account, instrument, paid);
    return house!.admits(account, instrument, side * lots, worse + fee) ? 0 : refusals.insufficientMargin;
  }

  /**
   * How many more lots of reduce-only orders the account may have on a side: its opposite position, less all of its other
   * open orders on that side (they count first) and the reduce-only ones already there.
   */
  reducibleLots(account: number, listing: Listing, side: number): number {
    const { house } = this.#parts;
    const index = listing.instrument.index;
    const size = house!.positions.sizeLots(account, index);
    if (size === 0 || size > 0 === side > 0) return 0;
    const open = side > 0 ? house!.exposure.buyLots(account, index) : house!.exposure.sellLots(account, index);
    return Math.max(0, Math.abs(size) - open);
  }
}
