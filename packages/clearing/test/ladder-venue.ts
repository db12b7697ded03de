import type { ClearingHouse, ForcedResult, LiquidationVenue } from '../src/index.ts';
import type { PerpInstrument } from '@ebb/ledger';

interface Resting {
  readonly account: number;
  readonly instrument: PerpInstrument;
  /** Positive buys. */
  readonly side: number;
  readonly ticks: number;
  lots: number;
}

/** A venue of resting limit orders that are met at their own prices, the best and then the oldest first. */
export class LadderVenue implements LiquidationVenue {
  /** What clearing asked for, in words: `cancel 3`, `force 3 A -10 @ 95`. */
  readonly calls: string[] = [];
  /** Called before a forced order meets the ladder. */
  beforeForced: () => void = () => {};
  #resting: Resting[] = [];
  #house: ClearingHouse | undefined;

  /** Gives the house whose accounts trade here; it and the venue need each other. */
  serve(house: ClearingHouse): void {
    this.#house = house;
  }

  rest(account: number, instrument: PerpInstrument, signedLots: number, ticks: number): void {
    this.#resting.push({ account, instrument, side: Math.sign(signedLots), ticks, lots: Math.abs(signedLots) });
    this.#theHouse.exposure.add(account, instrument.index, signedLots);
  }

  cancelOrders(account: number): number {
    this.calls.push(`cancel ${account}`);
    const own = this.#resting.filter((each) => each.account === account);
    for (const { instrument, side, lots } of own) this.#theHouse.exposure.remove(account, instrument.index, side, lots);
    this.#resting = this.#resting.filter((each) => each.account !== account);
    return own.length;
  }

  placeForced(account: number, instrument: PerpInstrument, signedLots: number, limitTicks: number): ForcedResult {
    const limit = limitTicks === 0 ? '' : ` @ ${limitTicks}`;
    this.calls.push(`force ${account} ${instrument.symbol[0]} ${signedLots}${limit}`);
    this.beforeForced();
    const side = Math.sign(signedLots);
    const ladder = this.#resting
      .filter((each) => each.instrument === instrument && each.side === -side)
      .filter(({ ticks }) => limitTicks === 0 || side * (ticks - limitTicks) <= 0)
      .sort((a, b) => side * (a.ticks - b.ticks));
    let left = Math.abs(signedLots);
    let notionalAtoms = 0;
    for (const each of ladder) {
      const lots = Math.min(left, each.lots);
      if (lots === 0) break;
      this.#fill(each, account, side * lots);
      notionalAtoms += lots * each.ticks * instrument.atomsPerTickLot;
      left -= lots;
    }
    return { filledLots: Math.abs(signedLots) - left, notionalAtoms };
  }

  #fill(maker: Resting, taker: number, signedLots: number): void {
    const { account, instrument, side, ticks } = maker;
    const lots = Math.abs(signedLots);
    maker.lots -= lots;
    if (maker.lots > 0) this.#theHouse.exposure.change(account, instrument.index, side, -lots);
    else {
      this.#theHouse.exposure.remove(account, instrument.index, side, lots);
      this.#resting = this.#resting.filter((each) => each !== maker);
    }
    this.#theHouse.applyFill(taker, instrument, signedLots, ticks);
    this.#theHouse.applyFill(account, instrument, -signedLots, ticks);
  }

  get #theHouse(): ClearingHouse {
    if (this.#house === undefined) throw new Error('the venue serves no house');
    return this.#house;
  }
}
