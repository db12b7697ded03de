import { mulDiv } from '@ebb/exact';
import type { Instrument } from '@ebb/ledger';
import type { DefaultTopics } from './default-topics.ts';
import { MAX_PRICE_TICKS } from './bankruptcy-ticks.ts';
import type { ForcedResult, LiquidationVenue } from './ports.ts';

/** Sends forced orders to the book and tells of them. */
export class ForcedTrading {
  readonly #venue: LiquidationVenue;
  readonly #topics: Pick<DefaultTopics, 'forcedOrder'>;

  constructor(venue: LiquidationVenue, topics: Pick<DefaultTopics, 'forcedOrder'>) {
    this.#venue = venue;
    this.#topics = topics;
  }

  /** Sends an order of an account; `limitTicks` 0 is none. Throws for a limit that no book takes. */
  send(account: number, instrument: Instrument, signedLots: number, limitTicks: number): ForcedResult {
    if (!(limitTicks >= 0 && limitTicks <= MAX_PRICE_TICKS && Number.isSafeInteger(limitTicks))) {
      throw new Error(
        `a forced order of ${instrument.symbol} is limited at ${limitTicks} ticks; expected a price, or 0`,
      );
    }
    const result = this.#venue.placeForced(account, instrument, signedLots, limitTicks);
    const { filledLots, notionalAtoms } = result;
    this.#topics.forcedOrder(instrument).publish(account, signedLots, filledLots, notionalAtoms, limitTicks);
    return result;
  }
}

/** The fee on a notional in parts per million, rounded down, as far as there is equity to pay it. */
export function liquidationFee(notionalAtoms: number, feePpm: number, equityAtoms: number): number {
  return Math.min(mulDiv(notionalAtoms, feePpm, 1_000_000, 'floor'), Math.max(0, equityAtoms));
}
