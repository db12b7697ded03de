import type { IssuerAnswer, IssuerBooks } from '@ebb/sdk';

/**
 * Swaps the reference for coins and back, one for one but for `tin` and `tout`, which are the surplus's, while no more than `cap` coins
 * are out this way. Coins that are made are rounded down, and so is the reference that is paid. MakerDAO, dss-psm, psm.sol.
 */
export class StableDoor {
  readonly #books: IssuerBooks;
  readonly #cap: number;
  readonly #tin: number;
  readonly #tout: number;
  /** Atoms of coin that are out this way. */
  #out = 0;

  constructor(books: IssuerBooks, cap: number, tin: number, tout: number) {
    if (cap > 0 && books.reference === '') {
      throw new RangeError(`'psmCap' of ${books.coin} needs a reference asset that is swapped for coins`);
    }
    this.#books = books;
    this.#cap = cap;
    this.#tin = tin;
    this.#tout = tout;
  }

  /** Units of the reference that are here for coins. */
  get liquid(): number {
    return this.#cap > 0 ? this.#books.balance(this.#books.reference, 'door') : 0;
  }

  /** Coins for the reference; `coins`, when above 0, are what is wanted after the fee. */
  mint(asset: string, amount: number, coins: number): IssuerAnswer {
    if (!this.#takes(asset)) return { refuse: 'unsupported' };
    const scale = this.#scale;
    const most = floorNear(amount * scale);
    const made = coins > 0 ? Math.ceil(Math.round(coins * scale) / (1 - this.#tin)) : most;
    if (made > most || made < 1) return { refuse: 'tooSmall' };
    if (this.#out + made > this.#cap * scale) return { refuse: 'ceiling' };
    const fee = Math.ceil(made * this.#tin);
    const { coin } = this.#books;
    return {
      moves: [
        { asset, amount: coins > 0 ? made / scale : amount, from: 'requester', to: 'door' },
        { asset: coin, amount: (made - fee) / scale, from: 'supply', to: 'requester' },
        { asset: coin, amount: fee / scale, from: 'supply', to: 'surplus' },
      ],
      done: () => void (this.#out += made),
    };
  }

  /** The reference for coins; an exact amount is `unsupported`. */
  redeem(asset: string, coins: number, amount: number): IssuerAnswer {
    if (!this.#takes(asset) || amount > 0) return { refuse: 'unsupported' };
    const scale = this.#scale;
    const given = Math.round(coins * scale);
    const unmade = Math.floor(given / (1 + this.#tout));
    if (unmade > this.#out) return { refuse: 'ceiling' };
    const { coin } = this.#books;
    return {
      moves: [
        { asset: coin, amount: unmade / scale, from: 'requester', to: 'supply' },
        { asset: coin, amount: (given - unmade) / scale, from: 'requester', to: 'surplus' },
        { asset, amount: unmade / scale, from: 'door', to: 'requester' },
      ],
      done: () => void (this.#out -= unmade),
    };
  }

  get #scale(): number {
    return this.#books.atomsPerUnit(this.#books.coin);
  }

  #takes(asset: string): boolean {
    return this.#cap > 0 && asset === this.#books.reference;
  }
}

/** A whole number below, or the one that binary fractions miss by less than a part in 10^12. */
function floorNear(value: number): number {
  return Math.floor(value * (1 + 1e-12));
}
