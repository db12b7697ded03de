import type { IssuerAction, IssuerAnswer, IssuerBooks, Move } from '@ebb/sdk';
import type { AuctionLot, CollateralAuction } from './collateral-auction.ts';

/** Makes an auction of a lot that begins at a moment. */
export type MakeAuction = (lot: AuctionLot, nowMs: number) => CollateralAuction;

/**
 * Sells collateral in lots and tells of each: what is for sale lies in the pot `lots`, what bidders pay goes to `surplus`, and what
 * an owner gets back goes to its account at once. Bids come as `act('bid', lot, amount, price)`, units of collateral and coins for one.
 */
export class AuctionHouse {
  readonly #books: IssuerBooks;
  readonly #collateral: string;
  readonly #make: MakeAuction;
  readonly #scale: number;
  readonly #coinScale: number;
  readonly #open = new Map<number, CollateralAuction>();

  constructor(books: IssuerBooks, collateral: string, make: MakeAuction) {
    this.#books = books;
    this.#collateral = collateral;
    this.#make = make;
    this.#scale = books.atomsPerUnit(collateral);
    this.#coinScale = books.atomsPerUnit(books.coin);
  }

  /** Atoms of coin that open auctions are to raise. */
  get raising(): number {
    let atoms = 0;
    for (const { lot } of this.#open.values()) atoms += lot.debt;
    return atoms;
  }

  /** Begins the auction of a lot whose collateral is in `lots`. */
  sell(lot: AuctionLot, nowMs: number): void {
    const auction = this.#make(lot, nowMs);
    const { collateral, debt } = lot;
    const number = this.#books.offer(
      this.#collateral,
      collateral / this.#scale,
      debt / this.#coinScale,
      Math.floor(auction.endsMs),
    );
    this.#open.set(number, auction);
  }

  /** What a bid comes to. */
  bid({ a: number, account, b: amount, c: price, nowMs }: IssuerAction): IssuerAnswer {
    const auction = this.#open.get(number);
    if (auction === undefined || !(price >= 0)) return { refuse: 'unknown' };
    const { owner } = auction.lot;
    // A whole number of atoms is meant where binary fractions miss it by less than a part in 10^12.
    const atoms = Math.floor(amount * this.#scale * (1 + 1e-12));
    const outcome = auction.bid(account, atoms, (price * this.#coinScale) / this.#scale, nowMs);
    if (typeof outcome === 'string') return { refuse: outcome };
    const { done, isClosed, paid, refund, toBidder, toOwner } = outcome;
    return {
      moves: [
        ...(refund === null ? [] : [this.#coins(refund.coins, 'requester', refund.to)]),
        this.#coins(paid, 'requester', 'surplus'),
        this.#some(toBidder, 'requester'),
        this.#some(toOwner, owner),
      ],
      done: () => {
        done();
        if (isClosed) this.#open.delete(number);
        if (toBidder > 0) this.#sold(number, account, toBidder, paid, isClosed);
      },
    };
  }

  /** Ends auctions whose time has come: those with a bid are won, the others begin again. */
  upkeep(nowMs: number): readonly Move[] {
    const moves: Move[] = [];
    for (const [number, auction] of [...this.#open]) {
      const end = auction.end(nowMs);
      if (end === 'open') continue;
      this.#open.delete(number);
      if (end === 'restart') {
        this.#sold(number, this.#books.account, 0, 0, true);
        this.sell(auction.lot, nowMs);
        continue;
      }
      moves.push(this.#some(end.collateral, end.winner));
      this.#sold(number, end.winner, end.collateral, end.paid, true);
    }
    return moves;
  }

  #sold(number: number, account: number, collateral: number, paid: number, isClosed: boolean): void {
    this.#books.sold(number, account, collateral / this.#scale, paid / this.#coinScale, isClosed);
  }

  #coins(atoms: number, from: Move['from'], to: Move['to']): Move {
    return { asset: this.#books.coin, amount: atoms / this.#coinScale, from, to };
  }

  #some(atoms: number, to: Move['to']): Move {
    return { asset: this.#collateral, amount: atoms / this.#scale, from: 'lots', to };
  }
}
