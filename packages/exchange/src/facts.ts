import type { Market, VenueName } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { priceOf, sizeOf } from '@ebb/ledger';
import { venueStateName } from './venue-state.ts';
import type { VenueState } from './venue-state.ts';

/** Two orders met on a book. Accounts are for those who record, not for those who trade. */
export interface Trade extends FactHead {
  readonly market: string;
  readonly price: number;
  readonly size: number;
  /** Of the order that took. */
  readonly side: 'buy' | 'sell';
  /** True when the taking order was forced by a liquidation. */
  readonly forced: boolean;
  readonly priceTicks: number;
  readonly sizeLots: number;
  readonly maker: number;
  readonly taker: number;
}

export const trade = defineFact(
  'trade',
  ['priceTicks', 'sizeLots', 'takerSide', 'maker', 'taker', 'forced'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    priceTicks: number,
    sizeLots: number,
    takerSide: number,
    maker: number,
    taker: number,
    forced: number,
  ): Trade => ({
    type: 'trade',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    price: priceOf(on.instrument, priceTicks),
    size: sizeOf(on.instrument, sizeLots),
    side: takerSide > 0 ? 'buy' : 'sell',
    forced: forced === 1,
    priceTicks,
    sizeLots,
    maker,
    taker,
  }),
);

/** Best bid or ask changed; NaN where a side is empty (0 ticks). While an auction gathers orders a bid may stand above an ask. */
export interface Quote extends FactHead {
  readonly market: string;
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
}

export const quote = defineFact(
  'quote',
  ['bidTicks', 'bidLots', 'askTicks', 'askLots'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    bidTicks: number,
    bidLots: number,
    askTicks: number,
    askLots: number,
  ): Quote => ({
    type: 'quote',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    bid: bidTicks === 0 ? NaN : priceOf(on.instrument, bidTicks),
    bidSize: sizeOf(on.instrument, bidLots),
    ask: askTicks === 0 ? NaN : priceOf(on.instrument, askTicks),
    askSize: sizeOf(on.instrument, askLots),
    bidTicks,
    bidLots,
    askTicks,
    askLots,
  }),
);

/** Mark and index price of a derivative were sampled. */
export interface Mark extends FactHead {
  readonly market: string;
  readonly mark: number;
  readonly index: number;
  readonly markTicks: number;
  readonly indexTicks: number;
}

export const mark = defineFact(
  'mark',
  ['markTicks', 'indexTicks'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    markTicks: number,
    indexTicks: number,
  ): Mark => ({
    type: 'mark',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    mark: priceOf(on.instrument, markTicks),
    index: priceOf(on.instrument, indexTicks),
    markTicks,
    indexTicks,
  }),
);

/** Funding was settled: `rate` of notional per interval; positive means longs paid shorts. */
export interface Funding extends FactHead {
  readonly market: string;
  readonly rate: number;
  readonly markTicks: number;
}

export const funding = defineFact(
  'funding',
  ['rate', 'markTicks'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    rate: number,
    markTicks: number,
  ): Funding => ({ type: 'funding', seq, timeUs, cause, origin, market: on.id, rate, markTicks }),
);

/** A venue opened or closed. */
export interface Halt extends FactHead {
  readonly venue: string;
  readonly state: VenueState;
}

export const halt = defineFact(
  'halt',
  ['state'],
  (seq: number, timeUs: number, cause: number, origin: number, on: VenueName, state: number): Halt => ({
    type: 'halt',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    state: venueStateName(state),
  }),
);

/** An asset that has a value in the outside world. */
export interface OutsideAsset {
  readonly asset: string;
}

/** The outside value of an asset changed; in the scenario's unit of account. */
export interface Value extends FactHead {
  readonly asset: string;
  readonly value: number;
}

export const value = defineFact(
  'value',
  ['value'],
  (seq: number, timeUs: number, cause: number, origin: number, on: OutsideAsset, amount: number): Value => ({
    type: 'value',
    seq,
    timeUs,
    cause,
    origin,
    asset: on.asset,
    value: amount,
  }),
);

/** A shock as its facts name it. */
export interface ShockName {
  readonly shock: string;
}

/** A headline; `tone` from −1 (terrible) to 1. */
export interface News extends FactHead {
  readonly shock: string;
  readonly tone: number;
}

export const news = defineFact(
  'news',
  ['tone'],
  (seq: number, timeUs: number, cause: number, origin: number, on: ShockName, tone: number): News => ({
    type: 'news',
    seq,
    timeUs,
    cause,
    origin,
    shock: on.shock,
    tone,
  }),
);
