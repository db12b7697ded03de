import type { AccountWallets } from '@ebb/clearing';
import { NO_WALLET } from '@ebb/clearing';
import type { Bus, Calendar, Causality, Intents } from '@ebb/kernel';
import { Phase } from '@ebb/kernel';
import { IntentPool } from './intent-pool.ts';
import { amendOrder, cancelAllOrders, cancelOrder, placeOrder } from './intents.ts';
import type { RateLimit } from './rate-limit.ts';
import type { OrderTable } from './order-table.ts';

/** What the gateway hands an intent to when it arrives. */
export interface GatewayReceiver {
  arrived(slot: number): void;
  /** A stop that fired reaches the book. */
  fired(slot: number): void;
  /** `admitted` is false when the amendment came too soon after too many others. */
  amend(account: number, order: number, priceTicks: number, sizeLots: number, admitted: boolean): void;
  cancel(account: number, order: number): void;
  cancelAll(account: number, instrument: number): void;
  /** An order came too soon after too many others. */
  rateLimited(slot: number): void;
}

/** An order as it leaves a desk, in ticks and lots; 0 means no limit and no trigger. `side` is 1 for a buy, −1 for a sell. */
export interface OrderTicket {
  readonly account: number;
  readonly instrument: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly sizeLots: number;
  readonly timeInForce: number;
  readonly reduceOnly: boolean;
  readonly triggerTicks: number;
  readonly triggerSource: number;
}

/** What a gateway is made of. */
export interface GatewayParts {
  readonly bus: Bus;
  readonly calendar: Calendar;
  readonly causality: Causality;
  readonly orders: OrderTable;
  readonly wallets: AccountWallets;
  readonly receiver: GatewayReceiver;
  readonly rateLimit: RateLimit | null;
  /** Index of the venue. */
  readonly venue: number;
  /** How long the account's next intent travels, in microseconds. */
  readonly delayUs: (account: number) => number;
}

/**
 * The door of a venue: records every intent, lets it travel, and hands it over in the order of arrival. The intents of one
 * account arrive in the order in which they were sent, as on one connection.
 */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #pool = new IntentPool();
  readonly #placed: Intents<[number, number, number, number, number, number, number, number]>;
  readonly #amended: Intents<[number, number, number, number]>;
  readonly #cancelled: Intents<[number, number]>;
  readonly #cancelledAll: Intents<[number, number]>;
  readonly #placeHandler: number;
  readonly #firedHandler: number;
  readonly #amendHandler: number;
  readonly #cancelHandler: number;
  readonly #cancelAllHandler: number;
  /** When the account's latest intent arrives, in microseconds. */
  #lastArrivalUs = new Float64Array(64);

  constructor(parts: GatewayParts, name: string) {
    this.#parts = parts;
    const { bus, calendar, receiver } = parts;
    this.#placed = bus.intents(placeOrder);
    this.#amended = bus.intents(amendOrder);
    this.#cancelled = bus.intents(cancelOrder);
    this.#cancelledAll = bus.intents(cancelAllOrders);
    const owner = { plugin: 'exchange', instance: name };
    this.#placeHandler = calendar.register((id) => this.#arrive(id), owner);
    this.#firedHandler = calendar.register((id) => {
      const slot = parts.orders.slotOf(id);
      if (slot !== 0) receiver.fired(slot);
    }, owner);
    this.#amendHandler = calendar.register((at) => {
      const { account, order, priceTicks, sizeLots } = this.#pool.take(at);
      receiver.amend(account, order, priceTicks, sizeLots, this.#admits(account));
    }, owner);
    this.#cancelHandler = calendar.register((account, order) => receiver.cancel(account, order), owner);
    this.#cancelAllHandler = calendar.register((account, at) => receiver.cancelAll(account, at), owner);
  }

  /** Sends an order on its way and returns its number; 0 when the account has no wallet here. */
  place(ticket: OrderTicket): number {
    const { orders, wallets } = this.#parts;
    const { account, instrument, side, priceTicks, sizeLots, timeInForce, reduceOnly, triggerTicks } = ticket;
    if (wallets.of(account) === NO_WALLET) return 0;
    const slot = orders.open(account, instrument, side, priceTicks, sizeLots, timeInForce);
    orders.reduceOnly[slot] = reduceOnly ? 1 : 0;
    orders.triggerTicks[slot] = triggerTicks;
    orders.triggerSource[slot] = ticket.triggerSource;
    const id = orders.idOf(slot);
    const only = reduceOnly ? 1 : 0;
    const seq = this.#placed.recordAsOrigin(
      instrument,
      account,
      id,
      side,
      priceTicks,
      sizeLots,
      timeInForce,
      only,
      triggerTicks,
    );
    this.#travel(seq, account, this.#placeHandler, id, 0);
    return id;
  }

  /** Sends a stop that fired to the book, at this very instant but after the present work. */
  release(slot: number): void {
    const { calendar, orders } = this.#parts;
    calendar.schedule(calendar.nowUs, Phase.arrival, this.#firedHandler, orders.idOf(slot), 0);
  }

  amend(account: number, order: number, instrument: number, priceTicks: number, sizeLots: number): void {
    const seq = this.#amended.recordAsOrigin(instrument, account, order, priceTicks, sizeLots);
    this.#travel(seq, account, this.#amendHandler, this.#pool.put(account, order, priceTicks, sizeLots), 0);
  }

  cancel(account: number, order: number, instrument: number): void {
    const seq = this.#cancelled.recordAsOrigin(instrument, account, order);
    this.#travel(seq, account, this.#cancelHandler, account, order);
  }

  /** Asks for all orders of the account to be cancelled, on one market or (−1) on all. */
  cancelAll(account: number, instrument: number): void {
    const seq = this.#cancelledAll.recordAsOrigin(this.#parts.venue, account, instrument);
    this.#travel(seq, account, this.#cancelAllHandler, account, instrument);
  }

  #arrive(id: number): void {
    const { orders, receiver } = this.#parts;
    const slot = orders.slotOf(id);
    if (this.#admits(orders.account[slot])) receiver.arrived(slot);
    else receiver.rateLimited(slot);
  }

  #admits(account: number): boolean {
    const { rateLimit, calendar } = this.#parts;
    return rateLimit === null || rateLimit.admits(account, calendar.nowUs);
  }

  #travel(seq: number, account: number, handler: number, a: number, b: number): void {
    const { calendar } = this.#parts;
    if (account >= this.#lastArrivalUs.length) {
      const grown = new Float64Array(Math.max(account + 1, this.#lastArrivalUs.length * 2));
      grown.set(this.#lastArrivalUs);
      this.#lastArrivalUs = grown;
    }
    const arrivalUs = Math.max(this.#lastArrivalUs[account], calendar.nowUs + this.#parts.delayUs(account));
    this.#lastArrivalUs[account] = arrivalUs;
    calendar.scheduleCaused(seq, seq, arrivalUs, Phase.arrival, handler, a, b);
  }
}
