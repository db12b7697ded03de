import { mulDiv } from '@ebb/exact';
import type { Topic } from '@ebb/kernel';
import type { PerpInstrument } from '@ebb/ledger';
import type { AccountWallets } from './account-wallets.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { LiquidationOrder, LiquidationPolicy, PositionView } from './contracts/liquidation.ts';
import type { DisposalPolicy, LossAbsorptionPolicy } from './contracts/loss-absorption.ts';
import type { Deleverager } from './deleverager.ts';
import { insuranceReasons } from './facts.ts';
import type { ForcedOrder, Insurance, Liquidation, Shortfall, Takeover } from './facts.ts';
import type { InsuranceFund } from './insurance-fund.ts';
import type { MarginWatch } from './margin-watch.ts';
import type { Market, VenueName } from './market.ts';
import type { ForcedResult, LiquidationVenue } from './ports.ts';

/** The facts that default handling publishes. */
export interface LiquidatorTopics {
  readonly liquidation: Topic<VenueName, [number, number, number], Liquidation>;
  readonly insurance: Topic<VenueName, [number, number, number, number], Insurance>;
  readonly shortfall: Topic<VenueName, [number, number], Shortfall>;
  forcedOrder(
    instrument: PerpInstrument,
  ): Topic<Market<PerpInstrument>, [number, number, number, number, number], ForcedOrder>;
  takeover(instrument: PerpInstrument): Topic<Market<PerpInstrument>, [number, number, number], Takeover>;
}

/** What a liquidator is made of. */
export interface LiquidatorParts {
  readonly house: ClearingHouse;
  readonly watch: MarginWatch;
  readonly venue: LiquidationVenue;
  readonly wallets: AccountWallets;
  readonly fund: InsuranceFund;
  readonly deleverager: Deleverager;
  readonly liquidation: LiquidationPolicy;
  readonly absorption: LossAbsorptionPolicy;
  readonly disposal: DisposalPolicy;
  readonly topics: LiquidatorTopics;
  /** Sets the cause of what follows to a fact just published, which is also its origin; returns a function that undoes it. */
  readonly follow: (seq: number) => () => void;
}

/**
 * The default waterfall of one venue: an account that fails has its orders cancelled, is reduced by forced orders on the
 * book, and what cannot be sold goes to the insurance fund or, if that will not have it, to the other side.
 */
export class Liquidator {
  readonly #parts: LiquidatorParts;
  /** Accounts that wait for the next mark, with the steps they have taken and the fact that began it all. */
  readonly #underway = new Map<number, { steps: number; seq: number }>();

  constructor(parts: LiquidatorParts) {
    this.#parts = parts;
  }

  /** Whether an account is being liquidated; it may not place orders meanwhile. */
  isUnderway(account: number): boolean {
    return this.#underway.has(account);
  }

  /**
   * Handles every account that the new marks of these instruments break; the most endangered first (least equity over
   * maintenance margin), ties by account number. The fund is not watched.
   */
  onMarks(instruments: readonly PerpInstrument[]): void {
    const { house, watch, fund } = this.#parts;
    const failing = new Set<number>(this.#underway.keys());
    for (const instrument of instruments) for (const account of watch.afterMark(instrument.index)) failing.add(account);
    failing.delete(fund.account);
    const ranked = [...failing].map((account) => ({
      account,
      health: house.equityAtoms(account) / Math.max(1, house.maintenanceAtoms(account)),
    }));
    ranked.sort((a, b) => a.health - b.health || a.account - b.account);
    for (const { account } of ranked) this.#handle(account);
    this.#dispose();
  }

  #handle(account: number): void {
    const { house, topics, venue, follow } = this.#parts;
    const begun = this.#underway.get(account);
    if (!house.fails(account)) {
      this.#underway.delete(account);
      return;
    }
    const seq =
      begun?.seq ??
      topics.liquidation.publishAsOrigin(account, house.equityAtoms(account), house.maintenanceAtoms(account));
    const restore = follow(seq);
    if (begun === undefined) venue.cancelOrders(account);
    const steps = begun?.steps ?? 0;
    if (this.#reduce(account, steps) === 'wait') this.#underway.set(account, { steps: steps + 1, seq });
    else this.#underway.delete(account);
    this.#settleDeficit(account);
    restore();
  }

  /** Takes one step of the policy; 'wait' when the account still fails and is to be tried again at the next mark. */
  #reduce(account: number, step: number): 'wait' | 'done' {
    const { house, liquidation } = this.#parts;
    if (!house.fails(account)) return 'done';
    const { orders, otherwise } = liquidation.step({
      account,
      equityAtoms: house.equityAtoms(account),
      maintenanceAtoms: house.maintenanceAtoms(account),
      positions: house.positionViews(account),
      step,
    });
    for (const order of orders) {
      this.#place(account, order);
      if (!house.fails(account)) return 'done';
    }
    if (otherwise === 'wait') return 'wait';
    this.#absorb(account);
    return 'done';
  }

  #place(account: number, { instrument, signedLots, limitTicks }: LiquidationOrder): void {
    const { house, liquidation, fund, wallets } = this.#parts;
    const size = house.positions.sizeLots(account, instrument.index);
    if (signedLots === 0 || Math.sign(signedLots) !== -Math.sign(size) || Math.abs(signedLots) > Math.abs(size)) {
      throw new Error(`a liquidation order of ${signedLots} lots of ${instrument.symbol} does not reduce ${size}`);
    }
    const { notionalAtoms } = this.#force(account, instrument, signedLots, limitTicks);
    const fee = Math.min(
      mulDiv(notionalAtoms, liquidation.feePpm, 1_000_000, 'floor'),
      Math.max(0, house.equityAtoms(account)),
    );
    if (fee === 0) return;
    fund.charge(wallets.of(account), fee);
    this.#parts.topics.insurance.publish(account, fee, fund.balanceAtoms, insuranceReasons.fee);
  }

  /** Hands every position that is left to the fund or to the other side, at the price that leaves the account nothing. */
  #absorb(account: number): void {
    const { house } = this.#parts;
    let views = house.positionViews(account);
    while (views.length > 0 && house.fails(account)) {
      this.#handOver(account, views[0]);
      views = house.positionViews(account);
    }
  }

  #handOver(account: number, position: PositionView): void {
    const { house, fund, absorption, deleverager, topics } = this.#parts;
    const { instrument, bankruptcyTicks } = position;
    if (absorption.absorb(position, fund.view()) === 'deleverage') {
      deleverager.close(account, instrument, bankruptcyTicks);
    }
    const left = house.positions.sizeLots(account, instrument.index);
    if (left === 0) return;
    house.applyFill(account, instrument, -left, bankruptcyTicks);
    house.applyFill(fund.account, instrument, left, bankruptcyTicks);
    topics.takeover(instrument).publish(account, left, bankruptcyTicks);
  }

  /** Covers the negative balance of an account that has no position left; what the fund cannot pay stays as bad debt. */
  #settleDeficit(account: number): void {
    const { house, fund, wallets, topics } = this.#parts;
    if (house.positions.firstOfAccount(account) >= 0) return;
    const deficit = -house.walletAtoms(account);
    if (deficit <= 0) return;
    const paid = fund.cover(wallets.of(account), deficit);
    if (paid > 0) topics.insurance.publish(account, -paid, fund.balanceAtoms, insuranceReasons.deficit);
    if (paid < deficit) topics.shortfall.publish(account, deficit - paid);
  }

  /** Lets the fund trade out of what it took over, or hands its positions to the other side once it is bankrupt itself. */
  #dispose(): void {
    const { house, fund, disposal, deleverager, topics } = this.#parts;
    for (const position of house.positionViews(fund.account)) {
      const { instrument, sizeLots } = position;
      if (house.equityAtoms(fund.account) <= 0) {
        deleverager.close(fund.account, instrument, position.bankruptcyTicks);
        continue;
      }
      const { lots, limitTicks } = disposal.slice(position, fund.view());
      if (lots === 0) continue;
      if (!(lots > 0) || !Number.isSafeInteger(lots) || lots > Math.abs(sizeLots)) {
        throw new Error(`a disposal of ${lots} lots of ${instrument.symbol} is not within the fund's ${sizeLots}`);
      }
      const before = fund.balanceAtoms;
      this.#force(fund.account, instrument, -Math.sign(sizeLots) * lots, limitTicks);
      const change = fund.balanceAtoms - before;
      if (change !== 0) topics.insurance.publish(fund.account, change, fund.balanceAtoms, insuranceReasons.trade);
    }
  }

  #force(account: number, instrument: PerpInstrument, signedLots: number, limitTicks: number): ForcedResult {
    const { venue, topics } = this.#parts;
    const result = venue.placeForced(account, instrument, signedLots, limitTicks);
    const { filledLots, notionalAtoms } = result;
    topics.forcedOrder(instrument).publish(account, signedLots, filledLots, notionalAtoms, limitTicks);
    return result;
  }
}
