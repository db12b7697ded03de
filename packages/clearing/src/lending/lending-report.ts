import type { Bus, Topic } from '@ebb/kernel';
import type { LendingBook } from './lending-book.ts';
import type { LendingReserve } from './lending-reserve.ts';
import { lendingHealth, lendingRate } from './lending-state-facts.ts';
import type { LendingHealth, LendingRate } from './lending-state-facts.ts';
import type { LendingPlace } from './lending-terms.ts';

type Five = [number, number, number, number, number];

/** What was told of an asset last. */
interface Told {
  price: number;
  cash: number;
  supplied: bigint;
  borrowed: bigint;
}

/** Tells how the assets and borrowers of a lending market stand, where anything but interest has changed since the last time. */
export class LendingReport {
  readonly #book: LendingBook;
  readonly #rates: Topic<LendingPlace, [...Five, ...Five], LendingRate>;
  readonly #health: Topic<LendingPlace, Five, LendingHealth>;
  readonly #told: Told[];
  #version = -1;

  constructor(book: LendingBook, bus: Bus, place: LendingPlace) {
    this.#book = book;
    this.#rates = bus.topic(lendingRate, place, place.index);
    this.#health = bus.topic(lendingHealth, place, place.index);
    this.#told = book.reserves.map(() => ({ price: NaN, cash: -1, supplied: 0n, borrowed: 0n }));
  }

  tell(): void {
    const { reserves, version } = this.#book;
    reserves.forEach((reserve, at) => this.#tellRate(reserve, at));
    if (version === this.#version) return;
    this.#version = version;
    const { borrowers, unhealthy, minHealth, collateral, debt } = this.#book.together();
    this.#health.publish(borrowers, unhealthy, minHealth, collateral, debt);
  }

  #tellRate(reserve: LendingReserve, at: number): void {
    const price = this.#book.prices[at] || 0;
    const { cashAtoms, suppliedShares, borrowedShares, terms } = reserve;
    const told = this.#told[at];
    const isSame = told.price === price && told.cash === cashAtoms;
    if (isSame && told.supplied === suppliedShares && told.borrowed === borrowedShares) return;
    Object.assign(told, { price, cash: cashAtoms, supplied: suppliedShares, borrowed: borrowedShares });
    this.#rates.publish(
      terms.asset.index,
      reserve.utilisation,
      reserve.borrowRate,
      reserve.supplyRate,
      price,
      cashAtoms,
      reserve.suppliedAtoms,
      reserve.borrowedAtoms,
      reserve.reserveAtoms,
      reserve.deficitAtoms,
    );
  }
}
