import { addExact, mulDiv, mulExact, StateHash } from '@ebb/exact';
import { growBytes } from './grow.ts';
import { inverseNotionalAtoms, type Instrument } from './instrument.ts';
import { NO_POSITION, PositionSlots } from './position-slots.ts';
import { NOTED, TouchList } from './touch-list.ts';

const MAX_ACCOUNTS = 2147483647;

/**
 * The positions of accounts in perpetuals: size in lots and cost in settle atoms, both signed, positive for a long.
 *
 * Cost is what was paid for the position and not yet released, the sum of `positionValueAtoms` over its fills: price × size ×
 * atomsPerTickLot, or −size × valuePerLotTick / price of an inverse perpetual, whose longs therefore cost less than nothing.
 * A fill that reduces releases cost in proportion to the size, rounded toward zero, so that the dust of the division stays
 * in the position and leaves with the last lot. A fill realises the change of cost less its own value. With every trade
 * applied to both of its sides, the sizes of an instrument sum to zero and its costs sum to the gains realised so far, which
 * is to say to minus the balance of the clearing account that pays each gain and takes in each loss: to the atom for inverse
 * perpetuals too, since the two sides of a trade have opposite values.
 *
 * An open position has a slot number, good until it closes; walk `firstOf…`, `nextOf…` until `NO_POSITION`. To close
 * positions on the way, ask for the next one first.
 */
export class Positions {
  readonly #instruments: readonly Instrument[];
  readonly #slots: PositionSlots;
  /** Of linear perpetuals; 0 for others. */
  readonly #atomsPerTickLot: Float64Array;
  /** Of inverse perpetuals; 0 for others. */
  readonly #valuePerLotTick: Float64Array;
  readonly #netLots: Float64Array;
  readonly #longLots: Float64Array;
  readonly #costAtoms: Float64Array;
  #marks: Uint8Array = new Uint8Array(16);
  readonly #touched = new TouchList();

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments;
    this.#slots = new PositionSlots(instruments.length);
    this.#atomsPerTickLot = Float64Array.from(instruments, (each) => (each.kind === 'perp' ? each.atomsPerTickLot : 0));
    this.#valuePerLotTick = Float64Array.from(instruments, (each) => (each.kind === 'perp' ? each.valuePerLotTick : 0));
    this.#netLots = new Float64Array(instruments.length);
    this.#longLots = new Float64Array(instruments.length);
    this.#costAtoms = new Float64Array(instruments.length);
  }

  /** How many positions are open. */
  get count(): number {
    return this.#slots.count;
  }

  /**
   * Applies one side of a trade, `signedLots` being positive for a buy, and returns the realised gain in settle atoms,
   * negative for a loss, to be paid from (or into) the venue's clearing account. A fill past zero closes and then opens.
   * Throws a RangeError, with nothing changed, for a fill of nothing, an instrument without positions, an inverse perpetual
   * at a price of zero or less, or an amount past the safe integers.
   */
  applyFill(account: number, instrument: number, signedLots: number, priceTicks: number): number {
    const slot = this.find(account, instrument);
    if (signedLots === 0) throw new RangeError('a fill has a size');
    const value = this.#value(instrument, signedLots, priceTicks);
    const oldLots = slot === NO_POSITION ? 0 : this.#slots.sizeLots(slot);
    const oldCost = slot === NO_POSITION ? 0 : this.#slots.costAtoms(slot);
    const lots = addExact(oldLots, signedLots);
    const flips = oldLots !== 0 && lots !== 0 && oldLots > 0 !== lots > 0;
    const cost = flips
      ? this.#value(instrument, lots, priceTicks)
      : costAfter(oldLots, oldCost, signedLots, value, lots);
    const realised = addExact(addExact(cost, -oldCost), -value);
    this.#total(instrument, oldLots, lots, cost - oldCost);
    if (slot === NO_POSITION) this.#slots.open(account, instrument, lots, cost);
    else if (lots === 0) this.#slots.close(slot);
    else this.#slots.set(slot, lots, cost);
    this.#touch(account);
    return realised;
  }

  /**
   * Visits each account that had a fill since the last call, once, in the order of its first, and forgets them; those that
   * the visits fill wait for the next call.
   */
  takeTouched(visit: (account: number) => void): void {
    this.#touched.take(this.#marks, visit);
  }

  /** The slot of an account's position in an instrument, or NO_POSITION. */
  find(account: number, instrument: number): number {
    checkAccount(account);
    this.#checkInstrument(instrument);
    return this.#slots.find(account, instrument);
  }

  /** Signed size in lots, 0 when there is no position. */
  sizeLots(account: number, instrument: number): number {
    const slot = this.find(account, instrument);
    return slot === NO_POSITION ? 0 : this.#slots.sizeLots(slot);
  }

  /** Signed cost in settle atoms, 0 when there is no position. */
  costAtoms(account: number, instrument: number): number {
    const slot = this.find(account, instrument);
    return slot === NO_POSITION ? 0 : this.#slots.costAtoms(slot);
  }

  sizeLotsAt(slot: number): number {
    return this.#slots.sizeLots(slot);
  }

  costAtomsAt(slot: number): number {
    return this.#slots.costAtoms(slot);
  }

  accountAt(slot: number): number {
    return this.#slots.accountOf(slot);
  }

  instrumentAt(slot: number): number {
    return this.#slots.instrumentOf(slot);
  }

  /**
   * Average entry price in ticks, a fraction: cost over size, or for an inverse perpetual value over cost, the harmonic mean
   * (Infinity while its cost is less than an atom).
   */
  entryTicksAt(slot: number): number {
    const instrument = this.#slots.instrumentOf(slot);
    const multiplier = this.#atomsPerTickLot[instrument];
    const [lots, cost] = [this.#slots.sizeLots(slot), this.#slots.costAtoms(slot)];
    if (multiplier > 0) return cost / lots / multiplier;
    return cost === 0 ? Infinity : (this.#valuePerLotTick[instrument] / -cost) * lots;
  }

  /** What closing at a price would realise, in settle atoms, exact; throws past the safe integers. */
  unrealisedAtomsAt(slot: number, priceTicks: number): number {
    const value = this.#value(this.#slots.instrumentOf(slot), this.#slots.sizeLots(slot), priceTicks);
    return addExact(value, -this.#slots.costAtoms(slot));
  }

  /** The first of an account's positions, by rising instrument index. */
  firstOfAccount(account: number): number {
    checkAccount(account);
    return this.#slots.firstOfAccount(account);
  }

  nextOfAccount(slot: number): number {
    return this.#slots.nextOfAccount(slot);
  }

  /** The first of an instrument's positions, from the longest open to the newest; one that flips keeps its place. */
  firstOfInstrument(instrument: number): number {
    this.#checkInstrument(instrument);
    return this.#slots.firstOfInstrument(instrument);
  }

  nextOfInstrument(slot: number): number {
    return this.#slots.nextOfInstrument(slot);
  }

  /** Sum of signed sizes in an instrument: zero between trades. */
  netLots(instrument: number): number {
    this.#checkInstrument(instrument);
    return this.#netLots[instrument];
  }

  /** Sum of the longs in an instrument, which is its open interest. */
  openInterestLots(instrument: number): number {
    this.#checkInstrument(instrument);
    return this.#longLots[instrument];
  }

  /** Sum of signed costs in an instrument: between trades, the gains that it has realised so far. */
  netCostAtoms(instrument: number): number {
    this.#checkInstrument(instrument);
    return this.#costAtoms[instrument];
  }

  /** A hash of all positions, in the order in which their instruments list them. */
  stateHash(): string {
    const hash = new StateHash();
    for (let instrument = 0; instrument < this.#netLots.length; instrument++) {
      hash.add(instrument);
      for (let slot = this.firstOfInstrument(instrument); slot !== NO_POSITION; slot = this.nextOfInstrument(slot)) {
        hash.add(this.#slots.accountOf(slot));
        hash.add(this.#slots.sizeLots(slot));
        hash.add(this.#slots.costAtoms(slot));
      }
    }
    return hash.digest();
  }

  /** As `positionValueAtoms`, from the arrays. */
  #value(instrument: number, signedLots: number, priceTicks: number): number {
    const multiplier = this.#atomsPerTickLot[instrument];
    if (multiplier > 0) return mulExact(priceTicks, mulExact(signedLots, multiplier));
    const valuePerLotTick = this.#valuePerLotTick[instrument];
    if (valuePerLotTick > 0) return inverseNotionalAtoms(valuePerLotTick, priceTicks, -signedLots);
    throw new RangeError(`${this.#instruments[instrument].symbol} is no perpetual and has no positions`);
  }

  #touch(account: number): void {
    if (account >= this.#marks.length) this.#marks = growBytes(this.#marks, account + 1);
    if (this.#marks[account] !== 0) return;
    this.#marks[account] = NOTED;
    this.#touched.add(account);
  }

  #checkInstrument(instrument: number): void {
    if (instrument >>> 0 === instrument && instrument < this.#instruments.length) return;
    throw new RangeError(`there is no instrument ${instrument}`);
  }

  #total(instrument: number, oldLots: number, lots: number, deltaCost: number): void {
    const net = addExact(this.#netLots[instrument], lots - oldLots);
    const long = addExact(this.#longLots[instrument], Math.max(lots, 0) - Math.max(oldLots, 0));
    const cost = addExact(this.#costAtoms[instrument], deltaCost);
    this.#netLots[instrument] = net;
    this.#longLots[instrument] = long;
    this.#costAtoms[instrument] = cost;
  }
}

function checkAccount(account: number): void {
  if (account >>> 0 !== account || account >= MAX_ACCOUNTS) throw new RangeError(`there is no account ${account}`);
}

/** The cost after a fill that does not flip: it takes on the value of what opens and sheds its share of what closes. */
function costAfter(oldLots: number, oldCost: number, signedLots: number, value: number, lots: number): number {
  if (oldLots === 0 || oldLots > 0 === signedLots > 0) return addExact(oldCost, value);
  if (lots === 0) return 0;
  return oldCost - mulDiv(oldCost, Math.abs(signedLots), Math.abs(oldLots), 'trunc');
}
