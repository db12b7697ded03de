import { NO_POSITION } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';

/** Finds the accounts that new mark prices have broken. */
export interface MarksWatch {
  /** Accounts that fail now among those that hold any of these instruments (by index); ascending, once each. */
  afterMarks(instruments: readonly number[]): readonly number[];
}

/** Revalues every holder of the instruments, once: obviously right, and the yardstick of anything faster. */
export class MarksRescan implements MarksWatch {
  readonly #house: ClearingHouse;
  /** The scan that looked at each account last. */
  #seen = new Float64Array(64);
  #scan = 0;

  constructor(house: ClearingHouse) {
    this.#house = house;
  }

  afterMarks(instruments: readonly number[]): readonly number[] {
    this.#scan++;
    const failing: number[] = [];
    for (const instrument of instruments) this.#scanHolders(instrument, failing);
    return failing.sort((a, b) => a - b);
  }

  #scanHolders(instrument: number, failing: number[]): void {
    const house = this.#house;
    const positions = house.positions;
    let slot = positions.firstOfInstrument(instrument);
    for (; slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) {
      const account = positions.accountAt(slot);
      if (account >= this.#seen.length) this.#grow(account);
      if (this.#seen[account] === this.#scan) continue;
      this.#seen[account] = this.#scan;
      if (house.fails(account)) failing.push(account);
    }
  }

  #grow(account: number): void {
    const grown = new Float64Array(Math.max(account + 1, this.#seen.length * 2));
    grown.set(this.#seen);
    this.#seen = grown;
  }
}
