import type { Topic } from '@ebb/kernel';
import type { PerpInstrument } from '@ebb/ledger';
import { positionValueAtoms } from '@ebb/ledger';
import type { AuctionClosed, AuctionOpened, AuctionWon } from './auction-facts.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { AuctionId, Bid } from './contracts/auction.ts';
import type { Market } from './market.ts';

/** The facts of auctions in one instrument. */
export interface AuctionTopics {
  opened(instrument: PerpInstrument): Topic<Market<PerpInstrument>, [number, number, number, number], AuctionOpened>;
  won(instrument: PerpInstrument): Topic<Market<PerpInstrument>, [number, number, number, number], AuctionWon>;
  closed(instrument: PerpInstrument): Topic<Market<PerpInstrument>, [number, number, number], AuctionClosed>;
}

interface Auction {
  readonly id: AuctionId;
  readonly account: number;
  readonly instrument: PerpInstrument;
  readonly endsMs: number;
  /** The liquidation that it is part of. */
  readonly seq: number;
  readonly bids: Bid[];
}

/**
 * Offers positions of failing pools to keepers: bids come in until an auction ends, then the best take what there is at
 * their own prices, as far as they can afford it and until the pool complies. Bids that cannot be met, or afforded when their
 * turn comes, are void.
 */
export class AuctionHouse {
  readonly #house: ClearingHouse;
  readonly #topics: AuctionTopics;
  readonly #follow: (seq: number) => () => void;
  readonly #auctions = new Map<AuctionId, Auction>();
  #last = 0;

  /** `follow` sets the cause and origin of what comes next to a liquidation, and returns a function that undoes it. */
  constructor(house: ClearingHouse, topics: AuctionTopics, follow: (seq: number) => () => void) {
    this.#house = house;
    this.#topics = topics;
    this.#follow = follow;
  }

  /** Opens an auction of an account's whole position as part of a liquidation (by its fact's sequence); returns its number. */
  open(account: number, instrument: PerpInstrument, endsMs: number, seq: number): AuctionId {
    const id = ++this.#last;
    this.#auctions.set(id, { id, account, instrument, endsMs, seq, bids: [] });
    this.#topics.opened(instrument).publish(id, account, this.#house.sizeLots(account, instrument), endsMs);
    return id;
  }

  /** The instrument that an auction still open is about; undefined when there is no such auction. */
  instrumentOf(id: AuctionId): PerpInstrument | undefined {
    return this.#auctions.get(id)?.instrument;
  }

  /** Takes a bid in; false when there is no such auction, the bidder is its debtor, or price or size are none. */
  bid(id: AuctionId, bid: Bid): boolean {
    const auction = this.#auctions.get(id);
    const isSound = bid.lots >= 1 && bid.priceTicks >= 1 && Number.isSafeInteger(bid.lots * bid.priceTicks);
    if (auction === undefined || auction.account === bid.account || !isSound) return false;
    auction.bids.push(bid);
    return true;
  }

  /** Ends the auctions that are due, in the order of their opening, and settles them. */
  closeDue(nowMs: number): void {
    for (const auction of [...this.#auctions.values()]) {
      if (auction.endsMs > nowMs) continue;
      this.#auctions.delete(auction.id);
      const restore = this.#follow(auction.seq);
      try {
        this.#settle(auction);
      } finally {
        restore();
      }
    }
  }

  #settle({ id, account, instrument, bids }: Auction): void {
    const house = this.#house;
    const side = Math.sign(house.sizeLots(account, instrument));
    const ranked = bids.map((bid, place) => ({ bid, place }));
    ranked.sort((a, b) => side * (b.bid.priceTicks - a.bid.priceTicks) || a.place - b.place);
    let sold = 0;
    for (const { bid } of ranked) {
      const left = Math.abs(house.sizeLots(account, instrument));
      const lots = Math.min(left, bid.lots);
      if (lots === 0 || !house.fails(house.units.of(account, instrument))) break;
      if (!this.#affords(bid, instrument, side * lots)) continue;
      house.applyFill(account, instrument, -side * lots, bid.priceTicks);
      house.applyFill(bid.account, instrument, side * lots, bid.priceTicks);
      this.#topics.won(instrument).publish(id, bid.account, side * lots, bid.priceTicks);
      sold += lots;
    }
    this.#topics.closed(instrument).publish(id, account, sold);
  }

  /** Whether the bidder could take the lots on as a trade at its price. */
  #affords({ account, priceTicks }: Bid, instrument: PerpInstrument, signedLots: number): boolean {
    const mark = this.#house.markTicks(instrument);
    const worse =
      positionValueAtoms(instrument, priceTicks, signedLots) - positionValueAtoms(instrument, mark, signedLots);
    return this.#house.credit.admits(account, instrument, signedLots, Math.max(0, worse));
  }
}
