import type { Market } from '@ebb/clearing';
import type { Bus, PrivateTopic } from '@ebb/kernel';
import { fill, fundingPayment, orderUpdate } from './account-facts.ts';
import type { Fill, FundingPayment, OrderUpdate } from './account-facts.ts';
import type { OrderTable } from './order-table.ts';

type Nine = [number, number, number, number, number, number, number, number, number];

/** The private facts of the accounts of one venue. */
export class AccountTopics {
  readonly #orders: OrderTable;
  readonly #fills: PrivateTopic<Market, Nine, Fill>;
  readonly #updates: PrivateTopic<Market, [number, number, number, number, number], OrderUpdate>;
  readonly #payments: PrivateTopic<Market, [number, number], FundingPayment>;

  /** `markets` are all markets of the world, by instrument index. */
  constructor(bus: Bus, markets: readonly Market[], orders: OrderTable) {
    this.#orders = orders;
    this.#fills = bus.privateTopic(fill, markets);
    this.#updates = bus.privateTopic(orderUpdate, markets);
    this.#payments = bus.privateTopic(fundingPayment, markets);
  }

  /** Tells the owner of an order that part of it was filled. */
  filled(slot: number, priceTicks: number, sizeLots: number, feeAtoms: number, isMaker: boolean): void {
    const orders = this.#orders;
    this.#fills.publish(
      orders.listing[slot],
      orders.account[slot],
      orders.idOf(slot),
      orders.side[slot],
      priceTicks,
      sizeLots,
      orders.leftLots[slot],
      feeAtoms,
      isMaker ? 1 : 0,
      orders.forced[slot],
    );
  }

  /** Tells the owner of an order what became of it. */
  update(slot: number, state: number, refusal: number): void {
    const orders = this.#orders;
    this.#updates.publish(
      orders.listing[slot],
      orders.account[slot],
      orders.idOf(slot),
      state,
      refusal,
      orders.leftLots[slot],
    );
  }

  /** Tells an account that it paid (negative) or received funding. */
  paid(account: number, instrument: number, amountAtoms: number): void {
    this.#payments.publish(instrument, account, amountAtoms);
  }
}
