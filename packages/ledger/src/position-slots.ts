import { growFloats, growInts } from './grow.ts';

/** No position: the end of a list, or nothing found. */
export const NO_POSITION = -1;

const LINKS = 5;
const ACCOUNT = 0;
const INSTRUMENT = 1;
const NEXT_IN_ACCOUNT = 2;
const NEXT_IN_INSTRUMENT = 3;
const PREVIOUS_IN_INSTRUMENT = 4;

const AMOUNTS = 2;
const SIZE = 0;
const COST = 1;

/**
 * The pool that open positions live in, by slot number, threaded on two lists: an account's positions by rising instrument
 * index, and an instrument's positions from the longest open to the newest. Both orders depend on what was opened and
 * closed when, never on slot numbers, so that walking them is the same in every run.
 *
 * One position is one record of five links and one of two amounts, for a lookup to touch few cache lines. A lookup walks
 * the account's list. Against an open-address hash of the pair, read at random: as fast at two positions an account, from a
 * thousand accounts to a million; half as fast at thirty-two; a third as fast at eight in each of a million accounts. It
 * needs no table of its own, and what values an account walks the list anyway.
 */
export class PositionSlots {
  #links: Int32Array = new Int32Array(64 * LINKS);
  #amounts: Float64Array = new Float64Array(64 * AMOUNTS);
  #used = 0;
  #free = NO_POSITION;
  #count = 0;
  #firstOfAccount: Int32Array = new Int32Array(64).fill(NO_POSITION);
  readonly #firstOfInstrument: Int32Array;
  readonly #lastOfInstrument: Int32Array;

  constructor(instrumentCount: number) {
    this.#firstOfInstrument = new Int32Array(instrumentCount).fill(NO_POSITION);
    this.#lastOfInstrument = new Int32Array(instrumentCount).fill(NO_POSITION);
  }

  /** How many positions are open. */
  get count(): number {
    return this.#count;
  }

  find(account: number, instrument: number): number {
    if (account >= this.#firstOfAccount.length) return NO_POSITION;
    let slot = this.#firstOfAccount[account];
    while (slot !== NO_POSITION) {
      const other = this.#links[slot * LINKS + INSTRUMENT];
      if (other >= instrument) return other === instrument ? slot : NO_POSITION;
      slot = this.#links[slot * LINKS + NEXT_IN_ACCOUNT];
    }
    return NO_POSITION;
  }

  firstOfAccount(account: number): number {
    return account < this.#firstOfAccount.length ? this.#firstOfAccount[account] : NO_POSITION;
  }

  nextOfAccount(slot: number): number {
    return this.#links[slot * LINKS + NEXT_IN_ACCOUNT];
  }

  firstOfInstrument(instrument: number): number {
    return this.#firstOfInstrument[instrument];
  }

  nextOfInstrument(slot: number): number {
    return this.#links[slot * LINKS + NEXT_IN_INSTRUMENT];
  }

  accountOf(slot: number): number {
    return this.#links[slot * LINKS + ACCOUNT];
  }

  instrumentOf(slot: number): number {
    return this.#links[slot * LINKS + INSTRUMENT];
  }

  sizeLots(slot: number): number {
    return this.#amounts[slot * AMOUNTS + SIZE];
  }

  costAtoms(slot: number): number {
    return this.#amounts[slot * AMOUNTS + COST];
  }

  set(slot: number, sizeLots: number, costAtoms: number): void {
    this.#amounts[slot * AMOUNTS + SIZE] = sizeLots;
    this.#amounts[slot * AMOUNTS + COST] = costAtoms;
  }

  /** Opens a position that the account does not have yet. */
  open(account: number, instrument: number, sizeLots: number, costAtoms: number): number {
    const slot = this.#take();
    const links = this.#links;
    links[slot * LINKS + ACCOUNT] = account;
    links[slot * LINKS + INSTRUMENT] = instrument;
    this.#linkToAccount(slot, account, instrument);
    const last = this.#lastOfInstrument[instrument];
    links[slot * LINKS + PREVIOUS_IN_INSTRUMENT] = last;
    links[slot * LINKS + NEXT_IN_INSTRUMENT] = NO_POSITION;
    if (last === NO_POSITION) this.#firstOfInstrument[instrument] = slot;
    else links[last * LINKS + NEXT_IN_INSTRUMENT] = slot;
    this.#lastOfInstrument[instrument] = slot;
    this.set(slot, sizeLots, costAtoms);
    this.#count++;
    return slot;
  }

  /** Takes a position off both lists; its slot will be another's. */
  close(slot: number): void {
    const links = this.#links;
    const instrument = links[slot * LINKS + INSTRUMENT];
    this.#unlinkFromAccount(slot, links[slot * LINKS + ACCOUNT]);
    const previous = links[slot * LINKS + PREVIOUS_IN_INSTRUMENT];
    const next = links[slot * LINKS + NEXT_IN_INSTRUMENT];
    if (previous === NO_POSITION) this.#firstOfInstrument[instrument] = next;
    else links[previous * LINKS + NEXT_IN_INSTRUMENT] = next;
    if (next === NO_POSITION) this.#lastOfInstrument[instrument] = previous;
    else links[next * LINKS + PREVIOUS_IN_INSTRUMENT] = previous;
    links[slot * LINKS + NEXT_IN_ACCOUNT] = this.#free;
    this.#free = slot;
    this.#count--;
  }

  #take(): number {
    const slot = this.#free;
    if (slot !== NO_POSITION) {
      this.#free = this.#links[slot * LINKS + NEXT_IN_ACCOUNT];
      return slot;
    }
    this.#used++;
    this.#links = growInts(this.#links, this.#used * LINKS);
    this.#amounts = growFloats(this.#amounts, this.#used * AMOUNTS);
    return this.#used - 1;
  }

  #linkToAccount(slot: number, account: number, instrument: number): void {
    const links = this.#links;
    this.#firstOfAccount = growInts(this.#firstOfAccount, account + 1, NO_POSITION);
    let previous = NO_POSITION;
    let next = this.#firstOfAccount[account];
    while (next !== NO_POSITION && links[next * LINKS + INSTRUMENT] < instrument) {
      previous = next;
      next = links[next * LINKS + NEXT_IN_ACCOUNT];
    }
    links[slot * LINKS + NEXT_IN_ACCOUNT] = next;
    if (previous === NO_POSITION) this.#firstOfAccount[account] = slot;
    else links[previous * LINKS + NEXT_IN_ACCOUNT] = slot;
  }

  #unlinkFromAccount(slot: number, account: number): void {
    const links = this.#links;
    const next = links[slot * LINKS + NEXT_IN_ACCOUNT];
    let before = this.#firstOfAccount[account];
    if (before === slot) {
      this.#firstOfAccount[account] = next;
      return;
    }
    while (links[before * LINKS + NEXT_IN_ACCOUNT] !== slot) before = links[before * LINKS + NEXT_IN_ACCOUNT];
    links[before * LINKS + NEXT_IN_ACCOUNT] = next;
  }
}
