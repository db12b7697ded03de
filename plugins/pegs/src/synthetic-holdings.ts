import type { Backing, IssuerAnswer, IssuerBooks, IssuerRequest, z } from '@ebb/sdk';
import type { syntheticParameters } from './synthetic-parameters.ts';

/** What a synthetic dollar has and owes, read from its issuer's books, and what its counter makes of a request. */
export class SyntheticHoldings {
  readonly #books: IssuerBooks;
  readonly #cfg: z.output<typeof syntheticParameters>;

  /** Throws a RangeError for an issuer without a reference. */
  constructor(books: IssuerBooks, cfg: z.output<typeof syntheticParameters>) {
    const { coin, reference } = books;
    if (reference === '') throw new RangeError(`the issuer of ${coin} has no reference, in which ${coin} is paid for`);
    this.#books = books;
    this.#cfg = cfg;
  }

  /** What holders of the coin are owed: those who staked it, too. */
  get owed(): number {
    const { coin } = this.#books;
    return this.#books.circulating() + this.#books.balance(coin, 'staked') + this.#books.balance(coin, 'cooling');
  }

  /** Units of the perpetual's base asset that one unit of the spot asset is worth. */
  get ratio(): number {
    const { collateral, hedge } = this.#cfg;
    return collateral === hedge ? 1 : this.#books.value(collateral) / this.#books.value(hedge);
  }

  /** What it holds of the spot asset, in units of the perpetual's base asset. */
  get spot(): number {
    const owned = this.#books.owned(this.#cfg.collateral);
    return owned === 0 ? 0 : owned * this.ratio;
  }

  /** What it wants to have liquid: its buffer, and all that is waited for. */
  liquidWanted(backing: number): number {
    const waiting = this.#books.waitingCoins();
    return this.#cfg.buffer * Math.max(0, backing - waiting) + waiting;
  }

  backing(): Backing {
    const { reference } = this.#books;
    const due = this.#books.setAside(reference);
    const liquid = this.#books.balance(reference, 'reserve');
    return { assets: this.#books.worth() + due, liquid, liabilities: this.owed + due };
  }

  /** Coins at par for the reference, and for the spot asset at its value. */
  mint({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    const { coin, reference } = this.#books;
    const isStable = asset === reference;
    if (!isStable && asset !== this.#cfg.collateral) return { refuse: 'unsupported' };
    const price = this.#books.value(asset);
    if (!(price > 0)) return { refuse: 'closed' };
    const made = coins > 0 ? coins : amount * price;
    const paid = coins > 0 ? coins / price : amount;
    if (!(made > 0) || paid > amount) return { refuse: 'tooSmall' };
    return {
      moves: [
        { asset, amount: paid, from: 'requester', to: isStable ? 'reserve' : 'custody' },
        { asset: coin, amount: made, from: 'supply', to: 'requester' },
      ],
    };
  }

  /** The reference at par, out of what is liquid. */
  redeem({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    const { coin, reference } = this.#books;
    if (asset !== reference) return { refuse: 'unsupported' };
    const paid = amount > 0 ? amount : coins;
    if (!(paid > 0) || paid > coins) return { refuse: 'tooSmall' };
    if (paid > this.#books.balance(asset, 'reserve')) return { wait: true };
    return {
      moves: [
        { asset: coin, amount: paid, from: 'requester', to: 'supply' },
        { asset, amount: paid, from: 'reserve', to: 'requester' },
      ],
    };
  }
}
