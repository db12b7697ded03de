import { FastBook, selfTrade } from '@ebb/book';
import type { BookListener, OrderBook } from '@ebb/book';
import { AccountWallets } from '@ebb/clearing';
import type { ClearingHouse, ForcedResult, LiquidationVenue, Market, VenueName } from '@ebb/clearing';
import type { Kernel, Topic } from '@ebb/kernel';
import type { Instrument, Ledger, PerpInstrument } from '@ebb/ledger';
import { AccountTopics } from './account-topics.ts';
import { Breakers } from './breakers.ts';
import type { IndexSource } from './contracts/prices.ts';
import { Derivatives } from './derivatives.ts';
import type { DerivativeTerms } from './derivatives.ts';
import { halt } from './facts.ts';
import type { Halt } from './facts.ts';
import { ForcedFeed } from './forced-feed.ts';
import { Gateway } from './gateway.ts';
import type { GatewayReceiver } from './gateway.ts';
import { Listing } from './listing.ts';
import { MarketHalts } from './market-halts.ts';
import type { MarginTicket } from './margin-ticket.ts';
import { Matching } from './matching.ts';
import { refusals } from './order-codes.ts';
import type { RefusalCode } from './order-codes.ts';
import { OrderRisk } from './order-risk.ts';
import { OrderTable, orderPhases } from './order-table.ts';
import { PerpPricing } from './perp-pricing.ts';
import type { PoolPlace } from './pools/liquidity-facts.ts';
import type { Pool } from './pools/pool.ts';
import { VenuePools } from './pools/venue-pools.ts';
import type { VenuePolicies } from './policies.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Capacity } from './service-queue.ts';
import { Settlement } from './settlement.ts';
import { StopDesk } from './stop-desk.ts';
import type { TransferPlace } from './transfer-facts.ts';
import type { TransferTicket } from './transfer-ticket.ts';
import { Transfers } from './transfers.ts';
import { venueStates } from './venue-state.ts';
import type { VenueState } from './venue-state.ts';

/** What a venue is made of. */
export interface VenueParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: VenueName;
  readonly instruments: readonly Instrument[];
  /** Markets of the world by instrument index; those of this venue are listed. */
  readonly markets: readonly Market[];
  readonly policies: VenuePolicies;
  /** The wallet that fees are paid into, and rebates out of: it may go negative. */
  readonly feeWallet: number;
  readonly rateLimit: RateLimit | null;
  /** How many messages the gateway can serve; as many as come when absent. */
  readonly capacity?: Capacity;
  /** How long an account's next intent travels, in microseconds. */
  readonly delayUs: (account: number) => number;
  /** The venues of the world by index, for facts about transfers; this one alone when absent. */
  readonly places?: readonly TransferPlace[];
  /** The venues of the world by index, to which assets may be withdrawn; to none when absent. */
  readonly venueAt?: (index: number) => Venue | undefined;
  /** Opens a wallet to trade from for an account to which assets are sent; without it only those who have one get any. */
  readonly openWallet?: (account: number) => number;
  /** The pools of this venue by instrument index, and those of the world for facts; none when absent. */
  readonly pools?: { readonly own: ReadonlyMap<number, Pool>; readonly places: readonly PoolPlace[] };
  /** Needed when perpetuals are listed. */
  readonly derivatives?: DerivativeTerms;
  /** Makes the book of a market; the fast one by default. */
  readonly makeBook?: (listener: BookListener) => OrderBook;
}

/** An exchange: markets behind one gateway, and the rules they are run by. */
export class Venue implements GatewayReceiver, LiquidationVenue {
  readonly name: VenueName;
  readonly wallets = new AccountWallets();
  readonly orders: OrderTable;
  readonly gateway: Gateway;
  readonly risk: OrderRisk;
  readonly listings: readonly Listing[];
  readonly derivatives: Derivatives | null;
  readonly transfers: Transfers;
  readonly pools: VenuePools;
  readonly #parts: VenueParts;
  readonly #matching: Matching;
  readonly #stops: StopDesk;
  readonly #marketHalts: MarketHalts;
  /** By instrument index. */
  readonly #listingOf: Listing[] = [];
  readonly #halts: Topic<VenueName, [number], Halt>;
  #state: VenueState = 'open';

  constructor(parts: VenueParts) {
    const { kernel, ledger, name, instruments, markets, policies } = parts;
    const { bus, calendar, causality } = kernel;
    this.#parts = parts;
    this.name = name;
    this.orders = new OrderTable(name.index);
    const topics = new AccountTopics(bus, markets, this.orders);
    const listed = instruments.filter((each) => each.venue === name.index);
    this.derivatives = this.#makeDerivatives(listed, topics);
    const house = this.house;
    const settlement = new Settlement({
      ledger,
      wallets: this.wallets,
      orders: this.orders,
      fees: policies.fees,
      feeWallet: parts.feeWallet,
      house,
    });
    this.risk = new OrderRisk({ ledger, wallets: this.wallets, orders: this.orders, settlement, house });
    this.#stops = new StopDesk({
      orders: this.orders,
      topics,
      causality,
      release: (slot) => this.gateway.release(slot),
    });
    this.#matching = new Matching({
      orders: this.orders,
      risk: this.risk,
      settlement,
      house,
      topics,
      stops: this.#stops,
      halts: () => this.#marketHalts,
      causality,
      nowUs: () => calendar.nowUs,
      selfTrade: selfTrade.cancelResting,
    });
    this.pools = new VenuePools({
      ...parts,
      orders: this.orders,
      wallets: this.wallets,
      risk: this.risk,
      settlement,
      topics,
      stops: this.#stops,
      halts: () => this.#marketHalts,
      listing: (instrument) => this.listing(instrument),
      isDown: () => this.#state === 'down',
      isInLiquidation: (account) => this.#isInLiquidation(account),
    });
    const makeBook = parts.makeBook ?? ((listener) => new FastBook(listener));
    this.listings = listed.map((instrument) => {
      const book = this.pools.bookOf(instrument.index) ?? makeBook(this.#matching.listenerFor(instrument.index));
      const market = markets[instrument.index];
      const listing = new Listing(market, book, bus);
      listing.pool = this.pools.poolOf(instrument.index);
      const breakers = policies.circuitBreakers?.(instrument) ?? [];
      if (breakers.length > 0) listing.breakers = new Breakers(listing, breakers, () => calendar.nowUs);
      const observation = policies.observation?.(instrument);
      if (observation !== undefined) listing.feed = new ForcedFeed(market, observation, bus, () => calendar.nowUs);
      this.#matching.add(listing);
      this.#listingOf[instrument.index] = listing;
      return listing;
    });
    this.#marketHalts = new MarketHalts({
      calendar,
      owner: { plugin: 'exchange', instance: name.venue },
      listingOf: (instrument) => this.listing(instrument),
      isVenueOpen: () => this.#state === 'open',
      uncross: (listing) => this.#matching.uncross(listing),
      reopened: (listing) => this.#matching.reopened(listing),
    });
    this.gateway = new Gateway(
      {
        bus,
        calendar,
        causality,
        orders: this.orders,
        wallets: this.wallets,
        receiver: this,
        rateLimit: parts.rateLimit,
        capacity: parts.capacity ?? null,
        venue: name.index,
        delayUs: parts.delayUs,
      },
      name.venue,
    );
    this.#halts = bus.topic(halt, name, name.index);
    this.transfers = this.#makeTransfers();
  }

  get house(): ClearingHouse | null {
    return this.derivatives?.house ?? null;
  }

  get state(): VenueState {
    return this.#state;
  }

  /** The listing of an instrument of this venue. */
  listing(instrument: number): Listing {
    const found: Listing | undefined = this.#listingOf[instrument];
    if (found === undefined) throw new RangeError(`${this.name.venue} does not list instrument ${instrument}`);
    return found;
  }

  /** Sets the clocks of marks and funding going; `sourcesOf` makes the prices that one index may read. */
  start(sourcesOf: () => readonly IndexSource[]): void {
    const { policies, derivatives: terms, kernel } = this.#parts;
    this.pools.start(this.listings);
    if (this.derivatives === null) return;
    const rules = policies.derivatives!;
    const pricings = this.derivatives.house.listed.map(
      (instrument) =>
        new PerpPricing({
          listing: this.listing(instrument.index) as Listing<PerpInstrument>,
          sources: sourcesOf(),
          index: rules.index(instrument),
          mark: rules.mark(instrument),
          funding: rules.funding(instrument),
          fundingIntervalMs: terms!.fundingIntervalMs(instrument),
          nowMs: () => kernel.calendar.nowUs / 1000,
        }),
    );
    this.derivatives.start(pricings, sourcesOf, () => this.#state !== 'down');
  }

  /** Opens or closes the venue and tells everyone. */
  setState(state: VenueState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#halts.publish(venueStates[state]);
    if (state === 'open') this.#marketHalts.endOverdue();
    if (state !== 'down') this.transfers.resume();
  }

  arrived(slot: number): void {
    const { orders } = this;
    const listing = this.listing(orders.listing[slot]);
    let code = this.#refusal(orders.account[slot], listing);
    if (code === refusals.none) code = this.#stops.refusal(slot, listing);
    if (code !== refusals.none) this.#matching.refuse(slot, code);
    else if (!this.#stops.keeps(slot, listing)) this.#place(slot, listing);
  }

  fired(slot: number): void {
    const listing = this.listing(this.orders.listing[slot]);
    if (listing.state !== 'open') {
      this.#stops.putBack(slot, listing);
      return;
    }
    this.#stops.arrived(slot);
    const code = this.#refusal(this.orders.account[slot], listing);
    if (code === refusals.none) this.#place(slot, listing);
    else this.#matching.refuse(slot, code);
  }

  refused(slot: number, code: RefusalCode): void {
    this.#matching.refuse(slot, code);
  }

  amend(account: number, order: number, priceTicks: number, sizeLots: number, refused: RefusalCode): void {
    const slot = this.#ownSlot(account, order);
    if (slot === 0) return;
    const isResting = this.orders.phase[slot] === orderPhases.resting;
    const listing = this.listing(this.orders.listing[slot]);
    let code = refused === refusals.none ? this.#refusal(account, listing) : refused;
    if (code === refusals.none && !isResting) code = refusals.notResting;
    if (code === refusals.none) this.#matching.amend(slot, priceTicks, sizeLots);
    else this.#matching.refuseChange(slot, code);
  }

  cancel(account: number, order: number, refused: RefusalCode = refusals.none): void {
    const slot = this.#ownSlot(account, order);
    if (slot === 0) return;
    const code = this.#state === 'down' ? refusals.venueDown : refused;
    if (code !== refusals.none) this.#matching.refuseChange(slot, code);
    else if (this.orders.phase[slot] === orderPhases.resting) this.#matching.cancel(slot);
    else this.#stops.withdraw(slot, this.listing(this.orders.listing[slot]));
  }

  cancelAll(account: number, instrument: number, refused: RefusalCode = refusals.none): void {
    if (refused !== refusals.none) this.#refuseCancels(account, instrument, refused);
    else if (this.#state !== 'down') this.#cancelOrders(account, instrument);
  }

  asked(ticket: MarginTicket): void {
    const { derivatives } = this;
    if (derivatives === null || this.#state === 'down') return;
    const instrument = this.listing(ticket.instrument).instrument as PerpInstrument;
    const { account } = ticket;
    if (ticket.kind === 'bid') derivatives.liquidator.auctions.bid(ticket.auction, ticket.bid);
    else if (ticket.kind === 'margin') derivatives.house.moveMargin(account, instrument, ticket.atoms);
    else derivatives.house.credit.setLeverage(account, instrument, ticket.hundredths / 100);
  }

  transfer(id: number, ticket: TransferTicket, code: RefusalCode): void {
    this.transfers.arrived(id, ticket, code === refusals.overloaded);
  }

  cancelOrders(account: number, instrument: number): number {
    return this.#cancelOrders(account, instrument);
  }

  depthLots(instrument: Instrument, side: number, within: number): number {
    const { book } = this.listing(instrument.index);
    const best = side > 0 ? book.bestAskTicks : book.bestBidTicks;
    return best === 0 ? 0 : book.depthLots(side > 0 ? -1 : 1, Math.floor(best * within));
  }

  placeForced(account: number, instrument: Instrument, signedLots: number, limitTicks: number): ForcedResult {
    const listing = this.listing(instrument.index);
    if (listing.pool !== null) return this.pools.placeForced(account, listing, signedLots, limitTicks);
    return this.#matching.placeForced(account, instrument, signedLots, limitTicks);
  }

  #place(slot: number, listing: Listing): void {
    if (listing.pool === null) this.#matching.place(slot);
    else this.pools.place(slot, listing);
  }

  #makeDerivatives(listed: readonly Instrument[], topics: AccountTopics): Derivatives | null {
    const perps = listed.filter((each): each is PerpInstrument => each.kind === 'perp');
    if (perps.length === 0) return null;
    const { kernel, ledger, name, instruments, markets, policies, derivatives: terms } = this.#parts;
    if (policies.derivatives === undefined || terms === undefined) {
      throw new Error(`venue ${name.venue} lists perpetuals without the rules for them`);
    }
    return new Derivatives({
      kernel,
      ledger,
      name,
      instruments,
      markets,
      ...terms,
      wallets: this.wallets,
      policies: policies.derivatives,
      listed: perps,
      listingOf: (instrument) => this.listing(instrument.index) as Listing<PerpInstrument>,
      venue: this,
      topics,
      stops: () => this.#stops,
      onDeleveraged: (account, instrument) => this.#matching.deleveraged(account, instrument),
      onMark: (listing) => this.#marketHalts.ask(listing),
      afterLiquidations: () => this.#matching.cutDeleveraged(),
    });
  }

  #makeTransfers(): Transfers {
    const { name, ledger, venueAt, places = onlyPlace(name, ledger) } = this.#parts;
    return new Transfers({
      ...this.#parts,
      places,
      wallets: this.wallets,
      spendableAtoms: (account, asset) => this.risk.spendableAtoms(account, asset),
      isDown: () => this.#state === 'down',
      isInLiquidation: (account) => this.#isInLiquidation(account),
      depositsAt: (index) => venueAt?.(index)?.transfers.deposits,
    });
  }

  /** Why the venue takes no orders on a market now, or none of this account. */
  #refusal(account: number, { state, instrument }: Listing): RefusalCode {
    if (this.#state === 'down') return refusals.venueDown;
    if (this.#state === 'cancelOnly' || state === 'cancelOnly') return refusals.cancelOnly;
    const perp = instrument.kind === 'perp' ? instrument : undefined;
    return this.#isInLiquidation(account, perp) ? refusals.inLiquidation : refusals.none;
  }

  #isInLiquidation(account: number, instrument?: PerpInstrument): boolean {
    return this.derivatives !== null && this.derivatives.liquidator.isUnderway(account, instrument);
  }

  /** The slot of an account's order that has arrived and is not done, or 0. */
  #ownSlot(account: number, order: number): number {
    const slot = this.orders.slotOf(order);
    if (slot === 0 || this.orders.account[slot] !== account) return 0;
    return this.orders.phase[slot] === orderPhases.travelling ? 0 : slot;
  }

  /** Tells of each order that was to be cancelled that it was not. */
  #refuseCancels(account: number, instrument: number, code: RefusalCode): void {
    for (const listing of this.listings) {
      if (instrument !== -1 && instrument !== listing.instrument.index) continue;
      const refuse = (id: number): void => this.#matching.refuseChange(this.orders.slotOf(id), code);
      listing.book.forEachOrder(account, (_handle, id) => refuse(id));
      for (const stops of listing.stops) stops.of(account).forEach(refuse);
    }
  }

  #cancelOrders(account: number, instrument: number): number {
    let count = 0;
    for (const listing of this.listings) {
      const index = listing.instrument.index;
      if (instrument !== -1 && instrument !== index) continue;
      count += this.#matching.cancelAll(account, index) + this.#stops.withdrawAll(account, listing);
    }
    return count;
  }
}

/** A list of places that has this venue alone, at its index. */
function onlyPlace({ index, venue }: VenueName, { assets }: Ledger): readonly TransferPlace[] {
  const places: TransferPlace[] = [];
  const venues: string[] = [];
  venues[index] = venue;
  places[index] = { venue, venues, assets };
  return places;
}
