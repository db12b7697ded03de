import type { Market } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { sizeOf } from '@ebb/ledger';
import { marketStateName } from './market-state.ts';
import type { MarketState } from './market-state.ts';

/** A market was halted, or opened again; what an auction traded is told before its end is. */
export interface MarketStateChange extends FactHead {
  readonly market: string;
  readonly state: MarketState;
  /** When the halt is to end, in microseconds since the epoch; 0 of a market that is open. */
  readonly untilUs: number;
}

export const marketHalt = defineFact(
  'marketHalt',
  ['state', 'untilUs'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    state: number,
    untilUs: number,
  ): MarketStateChange => ({
    type: 'marketHalt',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    state: marketStateName(state),
    untilUs,
  }),
);

/** A public feed showed a forced order that met the book; what a venue's observation rule keeps to itself has no such fact. */
export interface ForcedPrintShown extends FactHead {
  readonly market: string;
  /** Of the forced order. */
  readonly side: 'buy' | 'sell';
  readonly size: number;
  /** Value in quote units. */
  readonly notional: number;
  /** When the order met the book, in microseconds since the epoch; a feed may show it later. */
  readonly metUs: number;
  readonly sizeLots: number;
}

export const forcedPrint = defineFact(
  'forcedPrint',
  ['side', 'sizeLots', 'notional', 'metUs'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    side: number,
    sizeLots: number,
    notional: number,
    metUs: number,
  ): ForcedPrintShown => ({
    type: 'forcedPrint',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    side: side > 0 ? 'buy' : 'sell',
    size: sizeOf(on.instrument, sizeLots),
    notional,
    metUs,
    sizeLots,
  }),
);
