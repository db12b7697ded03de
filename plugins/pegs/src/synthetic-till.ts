import type { IssuerBooks, Move } from '@ebb/sdk';

/** What a pot gets in the same moves is counted less this: moves are rounded down to atoms, one by one. */
const DUST = 0.01;

/** Moves between pots that are decided one after another and done together: each knows what those before it left. */
export class SyntheticTill {
  readonly moves: Move[] = [];
  readonly #books: IssuerBooks;
  readonly #changed = new Map<string, number>();

  constructor(books: IssuerBooks) {
    this.#books = books;
  }

  /** Units of an asset that a pot will have. */
  in(asset: string, pot: string): number {
    return this.#books.balance(asset, pot) + (this.#changed.get(`${asset} ${pot}`) ?? 0);
  }

  /** Units of an asset by which a pot will have less than it has. */
  taken(asset: string, pot: string): number {
    return -(this.#changed.get(`${asset} ${pot}`) ?? 0);
  }

  /** Moves up to so many units as far as the pot has them, and returns how many. */
  move(asset: string, amount: number, from: string, to: string): number {
    const moved = Math.min(amount, this.in(asset, from));
    if (!(moved > 0)) return 0;
    this.moves.push({ asset, amount: moved, from, to });
    this.#change(asset, from, -moved);
    this.#change(asset, to, Math.max(0, moved - DUST));
    return moved;
  }

  #change(asset: string, pot: string, units: number): void {
    const key = `${asset} ${pot}`;
    this.#changed.set(key, (this.#changed.get(key) ?? 0) + units);
  }
}
