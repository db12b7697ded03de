import { auctionClosed, auctionOpened, auctionWon, lendingRefusals, liquidation } from '@ebb/clearing';
import {
  ANY_ASSET,
  funding,
  fundingPayment,
  halt,
  mark,
  news,
  quote,
  trade,
  transferHalt,
  transferWays,
  value,
  venueStates,
} from '@ebb/exchange';
import type { TransferRefusal, TransferWay, VenueState, refusals } from '@ebb/exchange';
import type { Market } from '@ebb/clearing';
import { Kernel, Phase } from '@ebb/kernel';
import { lotsAtOrBelow, ticksAtOrBelow } from '@ebb/ledger';
import type { IssuanceRefusal } from '@ebb/issuance';
import type { PerpInstrument } from '@ebb/ledger';
import type { OrderId, Plugin, RequestId, Side, TransferId } from '@ebb/sdk';
import { buildAgent } from './build-agent.ts';
import { FakeAccounts } from './fake-accounts.ts';
import { FakeExchange } from './fake-exchange.ts';
import type { OpenOrder } from './fake-exchange.ts';
import type { FakeIssuer } from './fake-issuer.ts';
import { FakeIssuers } from './fake-issuers.ts';
import type { PaidRequest } from './fake-issuers.ts';
import type { FakeMarket } from './fake-market.ts';
import { FakeLenders } from './fake-lenders.ts';
import type { FakeLender } from './fake-lender.ts';
import { FakePools } from './fake-pools.ts';
import { FakeTransfers } from './fake-transfers.ts';
import { FakeWorld } from './fake-world.ts';
import type { HarnessOptions } from './harness-options.ts';
import type { SentIntent, SentLendingOrder, SentOrder, SentRequest, SentTransfer } from './sent-intent.ts';

/** 10 October 2025, 00:00 UTC. */
const START_US = Date.UTC(2025, 9, 10) * 1000;

/** Builds an agent from its plugin with a fake desk, hand-set markets and a clock that the test moves. */
export function harness(plugin: Plugin, options: HarnessOptions = {}): Harness {
  return new Harness(plugin, options);
}

/**
 * One agent under test. Facts come from the real bus and its fact types, so that they are the objects of a run; timers
 * run on a real calendar. What the agent throws is thrown by the call that led to it, as a RunFault.
 */
export class Harness {
  /** The plugin's object. */
  readonly agent: object;
  /** Where the liquidity that the agent sends is answered: `pools.take(sent)`, `pools.refuse(sent)`. */
  readonly pools: FakePools;
  readonly #kernel: Kernel;
  readonly #world: FakeWorld;
  readonly #accounts: FakeAccounts;
  readonly #exchange: FakeExchange;
  readonly #transfers: FakeTransfers;
  readonly #issuers: FakeIssuers;
  readonly #lenders: FakeLenders;
  readonly #idle: number;
  #lastAuction = 0;

  constructor(plugin: Plugin, options: HarnessOptions) {
    if (plugin.kind !== 'agent') throw new Error(`the harness is for agents; ${plugin.name} is a ${plugin.kind}`);
    const { params = {}, markets = {}, balances = {}, values = {}, issuers = {}, lenders = {}, pools = {} } = options;
    const { seed = 1, accounts = 1, fills = 'byHand' } = options;
    const kernel = new Kernel({ startUs: START_US, seed, audit: true });
    this.#kernel = kernel;
    this.#world = new FakeWorld(markets, values, () => kernel.calendar.nowUs / 1000, issuers, lenders);
    this.#accounts = new FakeAccounts(this.#world, balances);
    this.#exchange = new FakeExchange(kernel, this.#accounts, fills === 'atTouch');
    const note = this.#exchange.note.bind(this.#exchange);
    this.#transfers = new FakeTransfers(kernel, this.#world, this.#accounts, note, fills === 'atTouch');
    this.#issuers = new FakeIssuers(kernel, this.#world, this.#accounts, note, fills === 'atTouch');
    this.#lenders = new FakeLenders(lenders, kernel, this.#world, this.#accounts, note, fills === 'atTouch');
    const settle = this.#settle.bind(this);
    const atOnce = fills === 'atTouch';
    this.pools = new FakePools({ kernel, world: this.#world, accounts: this.#accounts, note, atOnce, settle }, pools);
    this.#idle = kernel.calendar.register(() => {});
    const owner = { plugin: plugin.name, instance: plugin.cohort ? plugin.name : `${plugin.name}[0]` };
    const [world, exchange, transfers] = [this.#world, this.#exchange, this.#transfers] as const;
    const parts = {
      kernel,
      world,
      accounts: this.#accounts,
      exchange,
      transfers,
      issuers: this.#issuers,
      lenders: this.#lenders,
      pools: this.pools,
      owner,
    };
    this.agent = buildAgent(plugin, params, parts, accounts);
    this.#settle();
  }

  /** Every intent so far, in the order they were sent. */
  get sent(): readonly SentIntent[] {
    return this.#exchange.sent;
  }

  /** Milliseconds since the harness began. */
  get nowMs(): number {
    return (this.#kernel.calendar.nowUs - START_US) / 1000;
  }

  /** Takes the intents sent since the last call. */
  takeSent(): SentIntent[] {
    return this.#exchange.sent.splice(0);
  }

  /** The orders that are not done, oldest first. */
  openOrders(market?: string, account?: number): readonly OpenOrder[] {
    return this.#exchange.openOrders(account, market === undefined ? undefined : this.market(market));
  }

  /** A market as the agent sees it; what a test changes by hand here is not told as a fact. */
  market(id: string): FakeMarket {
    return this.#world.market(id);
  }

  /** Lets simulated time pass. */
  advance(ms: number): void {
    const { calendar } = this.#kernel;
    const untilUs = calendar.nowUs + Math.round(ms * 1000);
    calendar.schedule(untilUs, Phase.record, this.#idle);
    this.#kernel.step(Infinity, untilUs);
    this.#lenders.accrue();
  }

  /** Sets the best prices and tells them; NaN empties a side. */
  quote(id: string, bid: number, ask: number, bidSize?: number, askSize?: number): void {
    const market = this.market(id);
    market.setQuote(bid, ask, bidSize, askSize);
    const { instrument } = market.subject;
    const ticks = (price: number): number => (Number.isNaN(price) ? 0 : ticksAtOrBelow(instrument, price));
    const lots = (size: number): number => lotsAtOrBelow(instrument, size);
    this.#kernel.bus
      .topic(quote, market.subject, instrument.index)
      .publish(ticks(market.bestBid), lots(market.bestBidSize), ticks(market.bestAsk), lots(market.bestAskSize));
    this.#exchange.cross(market);
    this.#settle();
  }

  /** Tells a trade of others; `side` is of the order that took. */
  trade(id: string, price: number, size: number, side: Side = 'buy'): void {
    const market = this.market(id);
    const { instrument } = market.subject;
    market.last = price;
    this.#kernel.bus
      .topic(trade, market.subject, instrument.index)
      .publish(ticksAtOrBelow(instrument, price), lotsAtOrBelow(instrument, size), side === 'buy' ? 1 : -1, -1, -1, 0);
    this.#settle();
  }

  /** Sets mark and index of a perpetual and tells them. */
  mark(id: string, markPrice: number, indexPrice = markPrice): void {
    const market = this.market(id);
    const { instrument } = market.subject;
    market.mark = markPrice;
    market.index = indexPrice;
    this.#kernel.bus
      .topic(mark, market.subject, instrument.index)
      .publish(ticksAtOrBelow(instrument, markPrice), ticksAtOrBelow(instrument, indexPrice));
    this.#settle();
  }

  /** Settles funding for an account: longs pay `rate` of notional at the mark. */
  funding(id: string, rate: number, account = 0): void {
    const market = this.market(id);
    const { subject, settle: asset, venue } = market;
    const { index } = subject.instrument;
    market.fundingRate = rate;
    const size = this.#accounts.position(account, market);
    const notional = market.notional(size, market.mark);
    const amount = -Math.sign(size) * (market.inverse ? notional / market.mark : notional) * rate;
    this.#accounts.setBalance(account, asset, venue, this.#accounts.balance(account, asset, venue) + amount);
    this.#kernel.bus.topic(funding, subject, index).publish(rate, ticksAtOrBelow(subject.instrument, market.mark));
    this.#kernel.bus.topic(fundingPayment, subject, index).publish(account, Math.round(amount * subject.settleScale));
    this.#settle();
  }

  /** Tells a headline; tone from −1 to 1. */
  news(tone: number): void {
    this.#kernel.bus.topic(news, NEWSPAPER, 0).publish(tone);
    this.#settle();
  }

  /** Opens or closes a venue and tells it. */
  halt(venue: string, state: VenueState): void {
    const subject = this.#world.venue(venue);
    for (const market of this.#world.markets) if (market.venue === venue) market.open = state === 'open';
    this.#kernel.bus.topic(halt, subject, subject.index).publish(venueStates[state]);
    this.#settle();
  }

  /** Sets the outside value of an asset and tells it. */
  value(asset: string, amount: number): void {
    this.#world.setValue(asset, amount);
    const index = this.#world.outside.findIndex((each) => each.asset === asset);
    if (index >= 0) this.#kernel.bus.topic(value, this.#world.outside[index], index).publish(amount);
    this.#settle();
  }

  /** Sets the price at which a venue counts an asset as collateral. */
  collateral(venue: string, asset: string, price: number): void {
    this.#world.setCollateral(venue, asset, price);
  }

  /** Fills an order: at its limit, or at the touch, and in full unless told otherwise; the fee is in quote units. */
  fill(order: SentOrder, price?: number, size?: number, fee = 0): void {
    this.#exchange.fill(idOf(order), price, size, fee);
    this.#settle();
  }

  /** Refuses an order. */
  reject(order: SentOrder, refusal: keyof typeof refusals = 'insufficientBalance'): void {
    this.#exchange.reject(idOf(order), refusal);
    this.#settle();
  }

  /** Ends what is left of an immediate order. */
  expire(order: SentOrder): void {
    this.#exchange.expire(idOf(order));
    this.#settle();
  }

  /** Says that an order rests on the book; it is open without this, too. */
  rest(order: SentOrder): void {
    this.#exchange.rest(idOf(order));
    this.#settle();
  }

  /** Lets a transfer arrive, having been taken just before. */
  arrive(sent: SentTransfer): void {
    this.#transfers.arrive(transferOf(sent));
    this.#settle();
  }

  /** Refuses a transfer. */
  refuseTransfer(sent: SentTransfer, refusal: TransferRefusal = 'insufficientBalance'): void {
    this.#transfers.refuse(transferOf(sent), refusal);
    this.#settle();
  }

  /** An issuer as the agent sees it; what a test changes by hand here is not told before `report`. */
  issuer(coin: string): FakeIssuer {
    return this.#world.issuer(coin);
  }

  /** A lending market: its prices and rates, and what others than the agent have in it, are set by hand. */
  lender(name: string): FakeLender {
    return this.#lenders.lender(name);
  }

  /** Lets an order to a lending market arrive, where it is done or refused; with `overloaded` its gateway refuses it. */
  arriveLending(sent: SentLendingOrder, code: 'none' | 'overloaded' = 'none'): void {
    this.#lenders.arrive(typeof sent === 'number' ? sent : (sent.lending ?? 0), lendingRefusals[code]);
    this.#settle();
  }

  /** Publishes a report of an issuer's numbers as they stand. */
  report(coin: string): void {
    this.#issuers.report(this.#world.issuer(coin));
    this.#settle();
  }

  /** Offers a lot of an asset in a coin's auction, and returns its number. */
  lot(coin: string, asset: string, amount: number, debt: number, lastsMs: number): number {
    const endsMs = Math.round(this.#kernel.calendar.nowUs / 1000 + lastsMs);
    const lot = this.#issuers.offer(this.#world.issuer(coin), asset, amount, debt, endsMs);
    this.#settle();
    return lot;
  }

  /** Tells that all of a lot went to an account, another's when absent. */
  lotSold(coin: string, lot: number, asset: string, amount: number, paid: number, account = OTHERS): void {
    this.#issuers.sold(this.#world.issuer(coin), lot, asset, amount, paid, account);
    this.#settle();
  }

  /** Pays for a request to an issuer: as much as it wants, or what it is worth at par, unless told otherwise. */
  payRequest(sent: SentRequest, paid?: PaidRequest): void {
    this.#issuers.pay(requestOf(sent), paid);
    this.#settle();
  }

  /** Refuses a request to an issuer. */
  refuseRequest(sent: SentRequest, refusal: IssuanceRefusal = 'insufficientBalance'): void {
    this.#issuers.refuse(requestOf(sent), refusal);
    this.#settle();
  }

  /** Tells that a venue suspends transfers of a way or takes them up again; how it answers stays with the test. */
  transferHalt(venue: string, open: boolean, kind: TransferWay = 'internal'): void {
    const { index } = this.#world.venue(venue);
    const topic = this.#kernel.bus.topic(transferHalt, this.#world.places[index], index);
    topic.publish(open ? 1 : 0, transferWays[kind], ANY_ASSET);
    this.#settle();
  }

  /** Liquidates an account: tells it, and closes the account's positions on the venue at the marks. */
  liquidate(venue: string, account = 0): void {
    const subject = this.#world.venue(venue);
    const equityAtoms = Math.round(this.#accounts.equity(account, venue) * subject.settleScale);
    const marginAtoms = Math.round(this.#accounts.positionMargin(account, venue) * subject.settleScale);
    this.#kernel.bus
      .topic(liquidation, subject, subject.index)
      .publishAsOrigin(account, equityAtoms, marginAtoms, 0, 0);
    for (const market of this.#world.markets) {
      if (market.venue === venue && market.kind === 'perp') this.#exchange.close(account, market);
    }
    this.#settle();
  }

  /** Offers a position (signed) of some other account to keepers for a time; returns the auction's number. */
  auction(id: string, size: number, lastsMs: number): number {
    const { perp, instrument } = this.#perp(id);
    const auction = ++this.#lastAuction;
    this.#kernel.bus
      .topic(auctionOpened, perp, instrument.index)
      .publish(auction, OTHERS, signedLots(instrument, size), Math.round(this.#kernel.calendar.nowUs / 1000 + lastsMs));
    this.#settle();
    return auction;
  }

  /** Ends an auction: an account takes so much (signed) at this price, or, without a size, nobody anything. */
  closeAuction(id: string, auction: number, size = 0, price = NaN, account = 0): void {
    const { perp, instrument, market } = this.#perp(id);
    const { bus } = this.#kernel;
    const lots = signedLots(instrument, size);
    if (lots !== 0) {
      this.#accounts.settle(account, market, lots > 0 ? 'buy' : 'sell', price, Math.abs(size), 0);
      bus.topic(auctionWon, perp, instrument.index).publish(auction, account, lots, ticksAtOrBelow(instrument, price));
    }
    bus.topic(auctionClosed, perp, instrument.index).publish(auction, OTHERS, Math.abs(lots));
    this.#settle();
  }

  balance(venue: string, asset: string, account = 0): number {
    return this.#accounts.balance(account, asset, venue);
  }

  setBalance(venue: string, asset: string, units: number, account = 0): void {
    this.#accounts.setBalance(account, asset, venue, units);
  }

  /** Signed; for a spot market the balance of its base asset. */
  position(market: string, account = 0): number {
    return this.#accounts.position(account, this.market(market));
  }

  setPosition(market: string, size: number, entryPrice = NaN, account = 0): void {
    const found = this.market(market);
    this.#accounts.setPosition(account, found, size, Number.isNaN(entryPrice) ? found.mid : entryPrice);
  }

  #perp(id: string): { market: FakeMarket; perp: Market<PerpInstrument>; instrument: PerpInstrument } {
    const market = this.market(id);
    const { instrument } = market.subject;
    if (instrument.kind !== 'perp') throw new Error(`${id} is not a perpetual`);
    return { market, perp: market.subject as Market<PerpInstrument>, instrument };
  }

  /** Hands out the facts that wait and does what is due now. */
  #settle(): void {
    this.#kernel.step(Infinity, this.#kernel.calendar.nowUs);
  }
}

const NEWSPAPER = { shock: 'news' };

/** An account that is none of the agent's. */
const OTHERS = 1_000_000;

function signedLots(instrument: PerpInstrument, size: number): number {
  return Math.sign(size) * lotsAtOrBelow(instrument, Math.abs(size));
}

function idOf(order: SentOrder): OrderId {
  return typeof order === 'number' ? order : order.order;
}

function transferOf(sent: SentTransfer): TransferId {
  return typeof sent === 'number' ? sent : (sent.transfer ?? 0);
}

function requestOf(sent: SentRequest): RequestId {
  return typeof sent === 'number' ? sent : (sent.request ?? 0);
}
