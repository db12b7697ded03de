import type { BorrowerHealth, LenderView, LendingAssetView, LendingHolding, LendingPosition } from '@ebb/sdk';
import type { LendingBook } from '@ebb/clearing';
import { nearestName } from '../scenario/index.ts';
import { LendingAssetFace } from './lending-asset-face.ts';
import type { LenderDoor } from './lender-door.ts';

/** A lending market as anyone sees it, by its latest look at prices and interest: reading it changes nothing. */
export class LenderFace implements LenderView {
  readonly name: string;
  readonly venue: string;
  readonly reference: string;
  readonly closeFactor: number;
  readonly fullBelow: number;
  readonly assets: readonly LendingAssetView[];
  readonly #book: LendingBook;

  constructor({ name, venue, reference, lender }: LenderDoor) {
    const { book } = lender;
    this.name = name;
    this.venue = venue;
    this.reference = reference;
    this.closeFactor = book.terms.closeFactor;
    this.fullBelow = book.terms.fullBelow;
    this.assets = book.reserves.map((_, at) => new LendingAssetFace(book, at));
    this.#book = book;
    Object.freeze(this);
  }

  asset(symbol: string): LendingAssetView {
    return this.assets[this.placeOf(symbol)];
  }

  /** The place of an asset in the market's list; throws, with the nearest name, for one that it does not have. */
  placeOf(symbol: string): number {
    const found = this.assets.findIndex(({ asset }) => asset === symbol);
    if (found >= 0) return found;
    const known = this.assets.map(({ asset }) => asset);
    const near = nearestName(symbol, known);
    const instead = near === undefined ? `it has ${known.join(', ')}` : `did you mean '${near}'?`;
    throw new RangeError(`${this.name} has no asset '${symbol}' (${instead})`);
  }

  position(account: number): LendingPosition {
    const { collateral, borrowable, debt, health } = this.#book.standing(account);
    return { collateral, borrowable, debt, health, holdings: this.#holdings(account) };
  }

  unhealthy(below = 1): readonly BorrowerHealth[] {
    return this.#book.unhealthy(below);
  }

  #holdings(account: number): readonly LendingHolding[] {
    const own = this.#book.find(account);
    if (own === undefined) return [];
    return this.#book.reserves.flatMap(({ terms }, at) => {
      const { symbol, atomsPerUnit } = terms.asset;
      const supplied = this.#book.claimAtoms(account, at) / atomsPerUnit;
      const borrowed = this.#book.debtAtoms(account, at) / atomsPerUnit;
      const pledged = own.pledged[at] && terms.collateral !== null;
      return supplied === 0 && borrowed === 0 ? [] : [{ asset: symbol, supplied, borrowed, pledged }];
    });
  }
}
