import type { AccountWallets } from '@ebb/clearing';
import { NO_WALLET } from '@ebb/clearing';
import type { Bus, Calendar, Causality, Intents, Owner } from '@ebb/kernel';
import { Phase } from '@ebb/kernel';
import { IntentPool } from './intent-pool.ts';
import {
  amendOrder,
  cancelAllOrders,
  cancelOrder,
  moveMargin,
  placeBid,
  placeOrder,
  setLeverage,
  transferAsset,
} from './intents.ts';
import type { MarginTicket } from './margin-ticket.ts';
import { refusals } from './order-codes.ts';
import type { RefusalCode } from './order-codes.ts';
import type { OrderTable } from './order-table.ts';
import type { RateLimit } from './rate-limit.ts';
import { ServiceQueue } from './service-queue.ts';
import type { Capacity } from './service-queue.ts';
import type { TransferTicket } from './transfer-ticket.ts';

/** What the gateway hands an intent to when it arrives or, if it serves one after another, when it is served. */
export interface GatewayReceiver {
  arrived(slot: number): void;
  /** A stop that fired reaches the book. */
  fired(slot: number): void;
  /** `code` says whether the gateway refuses it: `none`, `rateLimited` or `overloaded`. */
  amend(account: number, order: number, priceTicks: number, sizeLots: number, code: RefusalCode): void;
  /** `code` is `none` or `overloaded`. */
  cancel(account: number, order: number, code: RefusalCode): void;
  cancelAll(account: number, instrument: number, code: RefusalCode): void;
  /** `code` is `none` or `overloaded`. */
  transfer(id: number, ticket: TransferTicket, code: RefusalCode): void;
  /** What the gateway is too full for is not handed over: nothing else refuses it, and nothing is told. */
  asked(ticket: MarginTicket): void;
  /** The gateway refuses an order: it came too soon after too many others of its account, or too many wait. */
  refused(slot: number, code: RefusalCode): void;
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
  /** Null where every intent is served the instant that it arrives. */
  readonly capacity: Capacity | null;
  /** Index of the venue. */
  readonly venue: number;
  /** How long the account's next intent travels, in microseconds. */
  readonly delayUs: (account: number) => number;
}

/**
 * The door of a venue: records every intent, lets it travel, and hands it over in the order of arrival. The intents of one
 * account arrive in the order in which they were sent, as on one connection. Where it can serve only so many it serves
 * them one after another, cancels and amendments like orders, and refuses at once what finds too many waiting; rate limits
 * count what is served. Stops that fire and forced orders are inside the venue already and go past it.
 */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #pool = new IntentPool();
  readonly #queue: ServiceQueue | null;
  readonly #placed: Intents<[number, number, number, number, number, number, number, number]>;
  readonly #amended: Intents<[number, number, number, number]>;
  readonly #cancelled: Intents<[number, number]>;
  readonly #cancelledAll: Intents<[number, number]>;
  readonly #transferred: Intents<[number, number, number, number, number, number]>;
  readonly #leverages: Intents<[number, number]>;
  readonly #margins: Intents<[number, number]>;
  readonly #bids: Intents<[number, number, number, number]>;
  /** What is done with an errand when it is served, by the sequence of its intent. */
  readonly #errands = new Map<number, (code: RefusalCode) => void>();
  readonly #placeHandler: number;
  readonly #firedHandler: number;
  readonly #amendHandler: number;
  readonly #cancelHandler: number;
  readonly #cancelAllHandler: number;
  readonly #errandHandler: number;
  /** When the account's latest intent arrives, in microseconds. */
  #lastArrivalUs = new Float64Array(64);

  constructor(parts: GatewayParts, name: string) {
    this.#parts = parts;
    const { bus, calendar, capacity, receiver } = parts;
    this.#queue = capacity === null ? null : new ServiceQueue(capacity);
    this.#placed = bus.intents(placeOrder);
    this.#amended = bus.intents(amendOrder);
    this.#cancelled = bus.intents(cancelOrder);
    this.#cancelledAll = bus.intents(cancelAllOrders);
    this.#transferred = bus.intents(transferAsset);
    this.#leverages = bus.intents(setLeverage);
    this.#margins = bus.intents(moveMargin);
    this.#bids = bus.intents(placeBid);
    const owner = { plugin: 'exchange', instance: name };
    this.#placeHandler = this.#door(owner, (id, _, code) => this.#arrive(id, code));
    this.#firedHandler = calendar.register((id) => {
      const slot = parts.orders.slotOf(id);
      if (slot !== 0) receiver.fired(slot);
    }, owner);
    this.#amendHandler = this.#door(owner, (at, _, code) => {
      const { account, order, priceTicks, sizeLots } = this.#pool.take(at);
      receiver.amend(account, order, priceTicks, sizeLots, this.#limited(account, code));
    });
    this.#cancelHandler = this.#door(owner, (account, order, code) => receiver.cancel(account, order, code));
    this.#cancelAllHandler = this.#door(owner, (account, at, code) => receiver.cancelAll(account, at, code));
    this.#errandHandler = this.#door(owner, (seq, _, code) => {
      const work = this.#errands.get(seq)!;
      this.#errands.delete(seq);
      work(code);
    });
  }

  /** Messages that wait to be served; 0 where none ever does. */
  get waiting(): number {
    return this.#queue?.waiting ?? 0;
  }

  /** How long a message that arrived now would take to be served, in microseconds. */
  get serviceDelayUs(): number {
    return this.#queue?.delayUs(this.#parts.calendar.nowUs) ?? 0;
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

  /** Asks for an asset to be moved between two wallets; returns the transfer's number, 0 when the account has no wallet here. */
  transfer(ticket: TransferTicket): number {
    const { venue, wallets } = this.#parts;
    const { account, asset, atoms, from, to, toVenue } = ticket;
    if (wallets.of(account) === NO_WALLET) return 0;
    const seq = this.#transferred.recordAsOrigin(venue, account, asset, atoms, from, to, toVenue);
    this.carry(seq, account, (code) => this.#parts.receiver.transfer(seq, ticket, code));
    return seq;
  }

  /** Asks something of clearing; nothing is sent for an account without a wallet here. */
  ask(ticket: MarginTicket): void {
    const { account, instrument } = ticket;
    const { receiver, wallets } = this.#parts;
    if (wallets.of(account) === NO_WALLET) return;
    this.carry(this.#recordAsked(ticket, account, instrument), account, (code) => {
      if (code === refusals.none) receiver.asked(ticket);
    });
  }

  /**
   * Lets an errand travel that was recorded as an intent of this sequence; `work` is called when it is served, with `none` or
   * `overloaded`. It keeps its place among the account's other intents.
   */
  carry(seq: number, account: number, work: (code: RefusalCode) => void): void {
    this.#errands.set(seq, work);
    this.#travel(seq, account, this.#errandHandler, seq, 0);
  }

  #recordAsked(ticket: MarginTicket, account: number, instrument: number): number {
    if (ticket.kind === 'leverage') return this.#leverages.recordAsOrigin(instrument, account, ticket.hundredths);
    if (ticket.kind === 'margin') return this.#margins.recordAsOrigin(instrument, account, ticket.atoms);
    const { auction, bid } = ticket;
    return this.#bids.recordAsOrigin(instrument, account, auction, bid.priceTicks, bid.lots);
  }

  /** Registers what is done with an intent that arrived; where there is a queue, when its turn has come. */
  #door(owner: Owner, work: (a: number, b: number, code: RefusalCode) => void): number {
    const { calendar } = this.#parts;
    const queue = this.#queue;
    if (queue === null) return calendar.register((a, b) => work(a, b, refusals.none), owner);
    const serve = calendar.register((a, b) => {
      queue.served();
      work(a, b, refusals.none);
    }, owner);
    return calendar.register((a, b) => {
      const servedUs = queue.take(calendar.nowUs);
      if (servedUs === 0) work(a, b, refusals.overloaded);
      else calendar.schedule(servedUs, Phase.arrival, serve, a, b);
    }, owner);
  }

  #arrive(id: number, overload: RefusalCode): void {
    const { orders, receiver } = this.#parts;
    const slot = orders.slotOf(id);
    const code = this.#limited(orders.account[slot], overload);
    if (code === refusals.none) receiver.arrived(slot);
    else receiver.refused(slot, code);
  }

  /** The refusal that an order or amendment has, or else that of its account's rate limit, which counts it. */
  #limited(account: number, code: RefusalCode): RefusalCode {
    const { rateLimit, calendar } = this.#parts;
    if (code !== refusals.none || rateLimit === null || rateLimit.admits(account, calendar.nowUs)) return code;
    return refusals.rateLimited;
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
