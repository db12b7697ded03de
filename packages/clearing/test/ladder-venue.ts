import type { AccountWallets, ClearingHouse, ForcedResult, LiquidationVenue } from '../src/index.ts';
import { notionalAtoms } from '@ebb/ledger';
import type { Instrument, Ledger, SpotInstrument } from '@ebb/ledger';

interface Resting {
  readonly account: number;
  readonly instrument: Instrument;
  /** Positive buys. */
  readonly side: number;
  readonly ticks: number;
  lots: number;
}

/** Whose accounts trade on a venue, and where their money lies. */
interface Served {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  readonly reason: number;
}

/** A venue of resting limit orders that are met at their own prices, the best and then the oldest first. */
export class LadderVenue implements LiquidationVenue {
  /** What clearing asked for, in words: `cancel 3`, `cancel 3 on 0`, `force 3 A/USD:USD -10 @ 95`. */
  readonly calls: string[] = [];
  /** Called before a forced order meets the ladder. */
  beforeForced: () => void = () => {};
  /** The most lots of a forced order that the venue lets on the book. */
  throttleLots = Infinity;
  #resting: Resting[] = [];
  #served: Served | undefined;

  /** Gives the house whose accounts trade here, and where their money lies; they and the venue need each other. */
  serve(house: ClearingHouse, ledger: Ledger, wallets: AccountWallets): void {
    this.#served = { house, ledger, wallets, reason: ledger.registerReason('spot trade') };
  }

  rest(account: number, instrument: Instrument, signedLots: number, ticks: number): void {
    this.#resting.push({ account, instrument, side: Math.sign(signedLots), ticks, lots: Math.abs(signedLots) });
    if (instrument.kind === 'perp') this.#serves.house.credit.exposure.add(account, instrument.index, signedLots);
  }

  cancelOrders(account: number, instrument: number): number {
    this.calls.push(`cancel ${account}${instrument < 0 ? '' : ` on ${instrument}`}`);
    const own = this.#resting.filter(
      (each) => each.account === account && (instrument < 0 || each.instrument.index === instrument),
    );
    for (const each of own) this.#leave(each, each.lots);
    this.#resting = this.#resting.filter((each) => !own.includes(each));
    return own.length;
  }

  placeForced(account: number, instrument: Instrument, signedLots: number, limitTicks: number): ForcedResult {
    const limit = limitTicks === 0 ? '' : ` @ ${limitTicks}`;
    this.calls.push(`force ${account} ${instrument.symbol} ${signedLots}${limit}`);
    this.beforeForced();
    const side = Math.sign(signedLots);
    const ladder = this.#facing(instrument, side).filter(
      ({ ticks }) => limitTicks === 0 || side * (ticks - limitTicks) <= 0,
    );
    const wanted = Math.min(Math.abs(signedLots), this.throttleLots);
    let left = wanted;
    let value = 0;
    for (const each of ladder) {
      const lots = Math.min(left, each.lots);
      if (lots === 0) break;
      this.#fill(each, account, side * lots);
      value += Math.abs(notionalAtoms(instrument, each.ticks, lots));
      left -= lots;
    }
    return { filledLots: wanted - left, notionalAtoms: value, heldBack: wanted < Math.abs(signedLots) };
  }

  depthLots(instrument: Instrument, side: number, within: number): number {
    const [best, ...others] = this.#facing(instrument, side);
    if (best === undefined) return 0;
    const near = others.filter(({ ticks }) => side * (ticks - best.ticks) <= within * best.ticks);
    return near.reduce((sum, { lots }) => sum + lots, best.lots);
  }

  /** The orders that one of a side (1 buys) would meet, in order. */
  #facing(instrument: Instrument, side: number): Resting[] {
    return this.#resting
      .filter((each) => each.instrument === instrument && each.side === -side)
      .sort((a, b) => side * (a.ticks - b.ticks));
  }

  #fill(maker: Resting, taker: number, signedLots: number): void {
    const { account, instrument, side, ticks } = maker;
    const lots = Math.abs(signedLots);
    maker.lots -= lots;
    if (maker.lots === 0) {
      this.#leave(maker, lots);
      this.#resting = this.#resting.filter((each) => each !== maker);
    } else if (instrument.kind === 'perp') {
      this.#serves.house.credit.exposure.change(account, instrument.index, side, -lots);
    }
    if (instrument.kind === 'spot') {
      this.swap(signedLots > 0 ? taker : account, signedLots > 0 ? account : taker, instrument, lots, ticks);
      return;
    }
    this.#serves.house.applyFill(taker, instrument, signedLots, ticks);
    this.#serves.house.applyFill(account, instrument, -signedLots, ticks);
  }

  /** Settles a spot trade between two accounts. */
  swap(buyer: number, seller: number, instrument: SpotInstrument, lots: number, ticks: number): void {
    const { ledger, wallets, reason } = this.#serves;
    const [from, to] = [wallets.of(seller), wallets.of(buyer)];
    ledger.transfer(from, to, instrument.base, lots * instrument.baseAtomsPerLot, reason);
    ledger.transfer(to, from, instrument.quote, notionalAtoms(instrument, ticks, lots), reason);
  }

  /** Takes what is open of an order off the exposure of its account. */
  #leave({ account, instrument, side }: Resting, lots: number): void {
    if (instrument.kind === 'perp') this.#serves.house.credit.exposure.remove(account, instrument.index, side, lots);
  }

  get #serves(): Served {
    if (this.#served === undefined) throw new Error('the venue serves no house');
    return this.#served;
  }
}
