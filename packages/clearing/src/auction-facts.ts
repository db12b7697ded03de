import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { priceOf, sizeOf } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { Market } from './market.ts';

/** A failing account's position is offered to keepers, who may bid until `endsMs`. */
export interface AuctionOpened extends FactHead {
  readonly market: string;
  readonly auction: number;
  readonly account: number;
  /** Signed: a positive position is sold to the highest bids, a negative one bought back from the lowest. */
  readonly size: number;
  readonly signedLots: number;
  readonly endsMs: number;
}

export const auctionOpened = defineFact(
  'auctionOpened',
  ['auction', 'account', 'signedLots', 'endsMs'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market<PerpInstrument>,
    auction: number,
    account: number,
    signedLots: number,
    endsMs: number,
  ): AuctionOpened => ({
    type: 'auctionOpened',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    auction,
    account,
    size: sizeOf(on.instrument, signedLots),
    signedLots,
    endsMs,
  }),
);

/** A keeper took so much of an auctioned position at its own price. */
export interface AuctionWon extends FactHead {
  readonly market: string;
  readonly auction: number;
  readonly account: number;
  /** Signed as the position that it took. */
  readonly size: number;
  readonly price: number;
  readonly signedLots: number;
  readonly priceTicks: number;
}

export const auctionWon = defineFact(
  'auctionWon',
  ['auction', 'account', 'signedLots', 'priceTicks'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market<PerpInstrument>,
    auction: number,
    account: number,
    signedLots: number,
    priceTicks: number,
  ): AuctionWon => ({
    type: 'auctionWon',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    auction,
    account,
    size: sizeOf(on.instrument, signedLots),
    price: priceOf(on.instrument, priceTicks),
    signedLots,
    priceTicks,
  }),
);

/** An auction ended; so much of the position found keepers. */
export interface AuctionClosed extends FactHead {
  readonly market: string;
  readonly auction: number;
  readonly account: number;
  readonly sold: number;
  readonly soldLots: number;
}

export const auctionClosed = defineFact(
  'auctionClosed',
  ['auction', 'account', 'soldLots'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market<PerpInstrument>,
    auction: number,
    account: number,
    soldLots: number,
  ): AuctionClosed => ({
    type: 'auctionClosed',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    auction,
    account,
    sold: sizeOf(on.instrument, soldLots),
    soldLots,
  }),
);
