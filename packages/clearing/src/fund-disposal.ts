import type { Backstop } from './backstop.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { PositionView } from './contracts/liquidation.ts';
import type { DisposalPolicy } from './contracts/loss-absorption.ts';
import type { Deleverager } from './deleverager.ts';
import type { DefaultTopics } from './default-topics.ts';
import { insuranceReasons } from './facts.ts';
import type { ForcedTrading } from './forced-trading.ts';
import { mostDemanding } from './most-demanding.ts';
import type { VenueBackstops } from './venue-backstops.ts';

/** What funds dispose of their positions with. */
export interface FundDisposalParts {
  readonly house: ClearingHouse;
  readonly backstops: VenueBackstops;
  readonly policy: DisposalPolicy;
  readonly deleverager: Deleverager;
  readonly trading: ForcedTrading;
  readonly topics: Pick<DefaultTopics, 'insurance'>;
}

/** Lets funds and vault trade out of what they took over, and hands all of it to the other side once one is bankrupt itself. */
export class FundDisposal {
  readonly #parts: FundDisposalParts;

  constructor(parts: FundDisposalParts) {
    this.#parts = parts;
  }

  /** One mark's worth of disposal, fund after fund. */
  run(): void {
    for (const fund of this.#parts.backstops.all()) {
      fund.observe();
      this.#forEachUnit(fund, (unit) => this.#disposeOf(fund, unit));
    }
  }

  #disposeOf(fund: Backstop, unit: number): void {
    const { house } = this.#parts;
    const held = house.views.positions(unit);
    if (held.length === 0) return;
    if (house.equityAtoms(unit) > 0) for (const { instrument } of held) this.#trade(fund, instrument);
    else
      for (let left = held; left.length > 0; left = house.views.positions(unit))
        if (!this.#deleverage(fund, left)) return;
  }

  /** Hands the most demanding position of a bankrupt fund to the other side; false when nobody is there. */
  #deleverage(fund: Backstop, positions: readonly PositionView[]): boolean {
    const { house, deleverager } = this.#parts;
    const position = mostDemanding(house, positions);
    const { settle } = position.instrument;
    const before = fund.balanceAtoms(settle);
    const closed = deleverager.close(fund.account, position);
    this.#tell(fund, settle, before);
    return closed > 0;
  }

  #trade(fund: Backstop, instrument: PositionView['instrument']): void {
    const { house, policy, trading } = this.#parts;
    const position = house.views.position(fund.account, instrument);
    if (position === undefined) return;
    const { sizeLots } = position;
    const { lots, limitTicks } = policy.slice(position, fund.view(instrument));
    if (lots === 0) return;
    if (!(lots > 0) || !Number.isSafeInteger(lots) || lots > Math.abs(sizeLots)) {
      throw new Error(`a disposal of ${lots} lots of ${instrument.symbol} is not within the fund's ${sizeLots}`);
    }
    const before = fund.balanceAtoms(instrument.settle);
    trading.send(fund.account, instrument, -Math.sign(sizeLots) * lots, limitTicks);
    this.#tell(fund, instrument.settle, before);
  }

  /** Tells what closing a position of a fund realised. */
  #tell(fund: Backstop, settle: number, beforeAtoms: number): void {
    const balance = fund.balanceAtoms(settle);
    const { house, topics } = this.#parts;
    const change = house.inSettlement(settle, balance - beforeAtoms);
    if (change !== 0) {
      topics.insurance.publish(fund.account, change, house.inSettlement(settle, balance), insuranceReasons.trade);
    }
  }

  #forEachUnit(fund: Backstop, visit: (unit: number) => void): void {
    this.#parts.house.units.forEachOf(fund.account, visit);
  }
}
