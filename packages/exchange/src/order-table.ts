import { NO_WALLET } from '@ebb/clearing';

const SLOTS = 0x1000000;
/** The most venues of a world: an order's number names its venue too. */
export const MAX_VENUES = 64;
const LAST_GENERATION = 0x7fffff;

/**
 * Where an order is: on its way or in the middle of its matching, in the book, a stop that waits for its price, or one that
 * fired and reaches the book at this instant.
 */
export const orderPhases = { none: 0, travelling: 1, resting: 2, waiting: 3, fired: 4 } as const;

/**
 * Every order of one venue from the moment it is sent until it is done, as a struct of arrays. An order's number names its
 * venue, its slot and the slot's generation, so that the number of an order that is done names nothing any more.
 */
export class OrderTable {
  account = new Int32Array(256);
  listing = new Int32Array(256);
  /** 1 buys, −1 sells. */
  side = new Int8Array(256);
  timeInForce = new Uint8Array(256);
  reduceOnly = new Uint8Array(256);
  forced = new Uint8Array(256);
  /** One of `orderPhases`. */
  phase = new Uint8Array(256);
  /** Limit in ticks; 0 for a market order. As it was sent, whole or not: the venue judges it when it arrives. */
  priceTicks = new Float64Array(256);
  /** The edge of a price band that a market order is cut at; 0 for none. */
  edgeTicks = new Float64Array(256);
  leftLots = new Float64Array(256);
  /** Atoms held in the ledger for what is left: quote for a buy, base for a sell; spot only. */
  heldAtoms = new Float64Array(256);
  /** The wallet that a spot order was admitted with; NO_WALLET stands for the one that the account trades from. */
  wallet = new Int32Array(256);
  /** The book's handle while the order rests. */
  handle = new Float64Array(256);
  /** Price that a stop waits for, and which of `triggerSources` it watches. */
  triggerTicks = new Float64Array(256);
  triggerSource = new Uint8Array(256);
  #generation = new Int32Array(256);
  #nextFree = new Int32Array(256);
  #firstFree = 0;
  #used = 1;
  #live = 0;
  readonly #venue: number;

  /** `venue` is the index of the venue, below MAX_VENUES. */
  constructor(venue: number) {
    if (!(venue >= 0 && venue < MAX_VENUES)) throw new RangeError(`there are at most ${MAX_VENUES} venues`);
    this.#venue = venue;
  }

  /** How many orders are under way. */
  get live(): number {
    return this.#live;
  }

  /** Takes a slot for a new order; its number is `idOf(slot)`. */
  open(account: number, listing: number, side: number, priceTicks: number, sizeLots: number, tif: number): number {
    const slot = this.#take();
    this.account[slot] = account;
    this.listing[slot] = listing;
    this.side[slot] = side;
    this.timeInForce[slot] = tif;
    this.reduceOnly[slot] = 0;
    this.forced[slot] = 0;
    this.phase[slot] = orderPhases.travelling;
    this.priceTicks[slot] = priceTicks;
    this.edgeTicks[slot] = 0;
    this.leftLots[slot] = sizeLots;
    this.heldAtoms[slot] = 0;
    this.wallet[slot] = NO_WALLET;
    this.handle[slot] = 0;
    this.triggerTicks[slot] = 0;
    this.triggerSource[slot] = 0;
    this.#live++;
    return slot;
  }

  /** Gives the slot back; the order's number is stale from now on. */
  close(slot: number): void {
    this.phase[slot] = orderPhases.none;
    this.#live--;
    if (++this.#generation[slot] >= LAST_GENERATION) return;
    this.#nextFree[slot] = this.#firstFree;
    this.#firstFree = slot;
  }

  /** The number of the order in a slot: a positive safe integer. */
  idOf(slot: number): number {
    return (this.#generation[slot] * MAX_VENUES + this.#venue) * SLOTS + slot;
  }

  /** The slot of an order's number, or 0 when no such order is under way here. */
  slotOf(id: number): number {
    if (!Number.isSafeInteger(id) || id <= 0) return 0;
    const slot = id & (SLOTS - 1);
    return slot < this.#used && this.phase[slot] !== orderPhases.none && this.idOf(slot) === id ? slot : 0;
  }

  #take(): number {
    const slot = this.#firstFree;
    if (slot !== 0) {
      this.#firstFree = this.#nextFree[slot];
      return slot;
    }
    if (this.#used === this.account.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const size = this.account.length * 2;
    if (size > SLOTS) throw new RangeError(`a venue keeps at most ${SLOTS} orders under way`);
    this.account = copied(this.account, new Int32Array(size));
    this.listing = copied(this.listing, new Int32Array(size));
    this.side = copied(this.side, new Int8Array(size));
    this.timeInForce = copied(this.timeInForce, new Uint8Array(size));
    this.reduceOnly = copied(this.reduceOnly, new Uint8Array(size));
    this.forced = copied(this.forced, new Uint8Array(size));
    this.phase = copied(this.phase, new Uint8Array(size));
    this.priceTicks = copied(this.priceTicks, new Float64Array(size));
    this.edgeTicks = copied(this.edgeTicks, new Float64Array(size));
    this.leftLots = copied(this.leftLots, new Float64Array(size));
    this.heldAtoms = copied(this.heldAtoms, new Float64Array(size));
    this.wallet = copied(this.wallet, new Int32Array(size));
    this.handle = copied(this.handle, new Float64Array(size));
    this.triggerTicks = copied(this.triggerTicks, new Float64Array(size));
    this.triggerSource = copied(this.triggerSource, new Uint8Array(size));
    this.#generation = copied(this.#generation, new Int32Array(size));
    this.#nextFree = copied(this.#nextFree, new Int32Array(size));
  }
}

type NumberArray = Int8Array | Uint8Array | Int32Array | Float64Array;

function copied<A extends NumberArray>(from: A, to: A): A {
  to.set(from);
  return to;
}
