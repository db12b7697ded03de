import type { LendingAssetView } from '@ebb/sdk';
import type { LendingBook, LendingReserve } from '@ebb/clearing';

/** One asset of a lending market as anyone sees it, always up to date. */
export class LendingAssetFace implements LendingAssetView {
  readonly asset: string;
  readonly borrowable: boolean;
  readonly collateral: boolean;
  readonly ltv: number;
  readonly threshold: number;
  readonly bonus: number;
  readonly #book: LendingBook;
  readonly #at: number;

  constructor(book: LendingBook, at: number) {
    const { asset, collateral, rate } = book.reserves[at].terms;
    this.asset = asset.symbol;
    this.borrowable = rate !== null;
    this.collateral = collateral !== null;
    this.ltv = collateral?.ltv ?? 0;
    this.threshold = collateral?.threshold ?? 0;
    this.bonus = collateral?.bonus ?? 0;
    this.#book = book;
    this.#at = at;
    Object.freeze(this);
  }

  get price(): number {
    return this.#book.prices[this.#at];
  }

  get utilisation(): number {
    return this.#reserve.utilisation;
  }

  get borrowRate(): number {
    return this.#reserve.borrowRate;
  }

  get supplyRate(): number {
    return this.#reserve.supplyRate;
  }

  get cash(): number {
    return this.#units(this.#reserve.cashAtoms);
  }

  get supplied(): number {
    return this.#units(this.#reserve.suppliedAtoms);
  }

  get borrowed(): number {
    return this.#units(this.#reserve.borrowedAtoms);
  }

  get #reserve(): LendingReserve {
    return this.#book.reserves[this.#at];
  }

  #units(atoms: number): number {
    return atoms / this.#reserve.terms.asset.atomsPerUnit;
  }
}
