import { fill, orderStates, orderUpdate, refusals } from '@ebb/exchange';
import type { OrderState } from '@ebb/exchange';
import { Phase } from '@ebb/kernel';
import type { Kernel } from '@ebb/kernel';
import { lotsAtOrBelow, priceOf, sizeOf, ticksAtOrAbove, ticksAtOrBelow } from '@ebb/ledger';
import type { OrderId, OrderOptions, Side } from '@ebb/sdk';
import type { FakeAccounts } from './fake-accounts.ts';
import type { FakeMarket } from './fake-market.ts';
import type { SentIntent } from './sent-intent.ts';

/** An order that nobody has answered in full. */
export interface OpenOrder {
  readonly id: OrderId;
  readonly account: number;
  readonly market: FakeMarket;
  readonly kind: 'market' | 'limit' | 'stop';
  readonly side: Side;
  /** NaN for a market order. */
  price: number;
  leftLots: number;
  readonly timeInForce: NonNullable<OrderOptions['timeInForce']>;
}

/** An order as a desk hands it over. */
export interface OrderRequest {
  readonly kind: OpenOrder['kind'];
  readonly side: Side;
  readonly size: number;
  readonly price?: number;
  readonly triggerPrice?: number;
  readonly options?: OrderOptions | undefined;
}

/** Takes intents, keeps them in `sent`, and answers orders as the test says, or at the touch by itself. */
export class FakeExchange {
  readonly sent: SentIntent[] = [];
  readonly #kernel: Kernel;
  readonly #accounts: FakeAccounts;
  readonly #open = new Map<OrderId, OpenOrder>();
  readonly #startUs: number;
  readonly #atTouch: boolean;
  readonly #arrive: number;
  #lastId = 0;

  constructor(kernel: Kernel, accounts: FakeAccounts, atTouch: boolean) {
    this.#kernel = kernel;
    this.#accounts = accounts;
    this.#atTouch = atTouch;
    this.#startUs = kernel.calendar.nowUs;
    this.#arrive = kernel.calendar.register((id) => this.#arrived(id));
  }

  /** The orders that are not done, oldest first. */
  openOrders(account?: number, market?: FakeMarket): OpenOrder[] {
    return [...this.#open.values()].filter(
      (order) =>
        (account === undefined || order.account === account) && (market === undefined || order.market === market),
    );
  }

  /** Takes an order in; gives 0 and sends nothing when its size is below one lot. */
  place(account: number, market: FakeMarket, request: OrderRequest): OrderId {
    const { kind, side, options = {} } = request;
    const leftLots = lotsOf(market, request.size);
    if (leftLots <= 0) return 0;
    const price = request.price === undefined ? NaN : onTick(market, side, request.price);
    if (price <= 0) return 0;
    const timeInForce = kind === 'market' ? 'ioc' : (options.timeInForce ?? 'gtc');
    const reduceOnly = options.reduceOnly ?? false;
    const id = ++this.#lastId;
    this.#open.set(id, { id, account, market, kind, side, price, leftLots, timeInForce });
    this.note({
      ...{
        kind,
        account,
        market: market.id,
        order: id,
        side,
        price,
        size: sizeOf(market.subject.instrument, leftLots),
      },
      ...{ timeInForce, reduceOnly },
      ...(request.triggerPrice === undefined ? {} : { triggerPrice: request.triggerPrice }),
    });
    if (this.#atTouch && kind !== 'stop') {
      const { calendar } = this.#kernel;
      calendar.schedule(calendar.nowUs, Phase.arrival, this.#arrive, id);
    }
    return id;
  }

  /** Sends nothing when the order is done, or when no book takes the price or the size, as a real desk. */
  amend(account: number, id: OrderId, price: number, size: number): void {
    const order = this.#open.get(id);
    if (order?.account !== account) return;
    const { market, side } = order;
    const [at, lots] = [onTick(market, side, price), lotsOf(market, size)];
    if (at <= 0 || lots <= 0) return;
    order.price = at;
    order.leftLots = lots;
    const left = sizeOf(market.subject.instrument, lots);
    this.note({ kind: 'amend', account, market: market.id, order: id, side, price: at, size: left });
    this.#tell(order, 'amended');
  }

  /** Sends nothing when the order is done, as a real desk. */
  cancel(account: number, id: OrderId): void {
    const order = this.#open.get(id);
    if (order?.account !== account) return;
    const { market, side } = order;
    this.note({ kind: 'cancel', account, market: market.id, side, order: id, price: NaN, size: 0 });
    this.#end(order, 'cancelled');
  }

  cancelAll(account: number, market?: FakeMarket): void {
    this.note({ kind: 'cancelAll', account, market: market?.id ?? '', order: 0, price: NaN, size: 0 });
    for (const order of this.openOrders(account, market)) this.#end(order, 'cancelled');
  }

  /** Says that (part of) an order was filled; at its limit, or at the touch, and in full, unless told otherwise. */
  fill(id: OrderId, price?: number, size?: number, fee = 0, forced = false): void {
    const order = this.#live(id);
    const { account, market, side, kind } = order;
    const { instrument, settleScale } = market.subject;
    const at = price ?? (kind === 'limit' ? order.price : market.opposite(side));
    if (!(at > 0)) throw new Error(`order ${id} has no price to be filled at`);
    const lots = size === undefined ? order.leftLots : Math.min(order.leftLots, lotsOf(market, size));
    const isMaker =
      kind === 'limit' && order.timeInForce !== 'ioc' && order.timeInForce !== 'fok' && price === undefined;
    const ticks = ticksAtOrBelow(instrument, at);
    order.leftLots -= lots;
    market.last = priceOf(instrument, ticks);
    this.#accounts.settle(account, market, side, market.last, sizeOf(instrument, lots), fee);
    const signs = [side === 'buy' ? 1 : -1, isMaker ? 1 : 0, forced ? 1 : 0] as const;
    this.#kernel.bus
      .topic(fill, market.subject, instrument.index)
      .publish(account, id, signs[0], ticks, lots, order.leftLots, Math.round(fee * settleScale), signs[1], signs[2]);
    if (order.leftLots === 0) this.#end(order, 'filled');
  }

  /** Says that an order was refused. */
  reject(id: OrderId, refusal: keyof typeof refusals): void {
    this.#end(this.#live(id), 'refused', refusal);
  }

  /** Says that what was left of an immediate order found nothing. */
  expire(id: OrderId): void {
    this.#end(this.#live(id), 'expired');
  }

  /** Says that an order rests on the book. */
  rest(id: OrderId): void {
    this.#tell(this.#live(id), 'resting');
  }

  /** Closes an account's position at the mark by a forced order. */
  close(account: number, market: FakeMarket): void {
    const position = this.#accounts.position(account, market);
    const leftLots = lotsOf(market, Math.abs(position));
    if (leftLots === 0) return;
    const id = ++this.#lastId;
    const side = position > 0 ? 'sell' : 'buy';
    this.#open.set(id, { id, account, market, kind: 'market', side, price: NaN, leftLots, timeInForce: 'ioc' });
    this.fill(id, market.mark, undefined, 0, true);
  }

  /** Fills, at their limits, the resting orders that the touch has reached; only where the touch answers by itself. */
  cross(market: FakeMarket): void {
    if (!this.#atTouch) return;
    for (const order of this.openOrders(undefined, market)) {
      if (order.kind === 'limit' && order.timeInForce !== 'ioc' && reaches(order)) this.fill(order.id);
    }
  }

  /** Keeps a bid for what is auctioned. */
  bid(account: number, market: FakeMarket, side: Side, price: number, size: number): void {
    const [at, lots] = [onTick(market, side, price), lotsOf(market, size)];
    if (at <= 0 || lots <= 0) return;
    const rounded = sizeOf(market.subject.instrument, lots);
    this.note({ kind: 'bid', account, market: market.id, order: 0, side, price: at, size: rounded });
  }

  /** Keeps an intent with the time at which it was sent. */
  note(intent: Omit<SentIntent, 'atMs'>): void {
    this.sent.push({ ...intent, atMs: (this.#kernel.calendar.nowUs - this.#startUs) / 1000 });
  }

  #arrived(id: OrderId): void {
    const order = this.#open.get(id);
    if (order === undefined) return;
    const { market, side, kind, timeInForce } = order;
    if (!market.open) return this.reject(id, 'venueDown');
    if (reaches(order)) {
      if (timeInForce === 'postOnly') return this.reject(id, 'wouldTake');
      const there = side === 'buy' ? market.bestAskSize : market.bestBidSize;
      this.fill(id, market.opposite(side), kind === 'market' || timeInForce === 'ioc' ? there : undefined);
    }
    if (!this.#open.has(id)) return;
    if (timeInForce === 'ioc' || timeInForce === 'fok') this.expire(id);
    else this.rest(id);
  }

  #live(id: OrderId): OpenOrder {
    const order = this.#open.get(id);
    if (order === undefined) throw new Error(`order ${id} is not open`);
    return order;
  }

  #end(order: OpenOrder, state: OrderState, refusal: keyof typeof refusals = 'none'): void {
    this.#open.delete(order.id);
    this.#tell(order, state, refusal);
  }

  #tell(order: OpenOrder, state: OrderState, refusal: keyof typeof refusals = 'none'): void {
    const { account, id, leftLots, market } = order;
    const topic = this.#kernel.bus.topic(orderUpdate, market.subject, market.subject.instrument.index);
    topic.publish(account, id, orderStates[state], refusals[refusal], leftLots);
  }
}

function reaches({ kind, side, price, market }: OpenOrder): boolean {
  const opposite = market.opposite(side);
  if (kind === 'market') return opposite > 0;
  return side === 'buy' ? price >= opposite : price <= opposite;
}

/** Prices go to the passive side of the tick, as on a real desk: a buy down, a sell up. Throws when it is not a number. */
function onTick({ id, subject: { instrument } }: FakeMarket, side: Side, price: number): number {
  if (Number.isNaN(price)) throw new RangeError(`a price of ${id} is not a number`);
  const ticks = side === 'buy' ? ticksAtOrBelow(instrument, price) : ticksAtOrAbove(instrument, price);
  return priceOf(instrument, ticks);
}

/** Whole lots not above a size. Throws, as a real desk does, when it is negative or not a number. */
function lotsOf({ id, subject: { instrument } }: FakeMarket, size: number): number {
  if (!(size >= 0)) throw new RangeError(`a size of ${id} is ${size}`);
  return lotsAtOrBelow(instrument, size);
}
