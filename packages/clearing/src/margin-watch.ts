import { NO_POSITION } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';

/** Finds the accounts that a new mark price has broken. */
export interface MarginWatch {
  /** Accounts that fail now among those whose health may have changed with this instrument's mark; ascending, once each. */
  afterMark(instrument: number): readonly number[];
}

/** Revalues every holder of the instrument: obviously right, and the yardstick of anything faster. */
export class RescanWatch implements MarginWatch {
  readonly #house: ClearingHouse;

  constructor(house: ClearingHouse) {
    this.#house = house;
  }

  afterMark(instrument: number): readonly number[] {
    const { positions } = this.#house;
    const failing: number[] = [];
    for (
      let slot = positions.firstOfInstrument(instrument);
      slot !== NO_POSITION;
      slot = positions.nextOfInstrument(slot)
    ) {
      const account = positions.accountAt(slot);
      if (this.#house.fails(account)) failing.push(account);
    }
    return failing.sort((a, b) => a - b);
  }
}
