import { mulDiv } from '@ebb/exact';
import type { Topic } from '@ebb/kernel';
import { NO_POSITION } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { AccountWallets } from './account-wallets.ts';
import { MAX_PRICE_TICKS } from './bankruptcy-ticks.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { LiquidationOrder, LiquidationPolicy, PositionView } from './contracts/liquidation.ts';
import type { DisposalPolicy, LossAbsorptionPolicy } from './contracts/loss-absorption.ts';
import type { Deleverager } from './deleverager.ts';
import { insuranceReasons } from './facts.ts';
import type { ForcedOrder, Insurance, Liquidation, Shortfall, Takeover } from './facts.ts';
import type { InsuranceFund } from './insurance-fund.ts';
import type { MarksWatch } from './marks-watch.ts';
import type { Market, VenueName } from './market.ts';
import type { ForcedResult, LiquidationVenue } from './ports.ts';

/** A fee is so many parts of this. */
const PARTS = 1_000_000;

/** The facts that default handling publishes. */
export interface LiquidatorTopics {
  readonly liquidation: Topic<VenueName, [number, number, number, number, number], Liquidation>;
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
  readonly watch: MarksWatch;
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

/** A liquidation that has begun: the steps that its account took, and the fact that all it causes goes back to. */
interface Underway {
  steps: number;
  readonly seq: number;
}

/**
 * The default waterfall of one venue: an account that fails has its orders cancelled, is reduced by forced orders on the
 * book, and what cannot be sold goes to the insurance fund or, if that will not have it, to the other side.
 */
export class Liquidator {
  readonly #parts: LiquidatorParts;
  /** Accounts in liquidation; between marks, those that wait for the next one. */
  readonly #underway = new Map<number, Underway>();

  constructor(parts: LiquidatorParts) {
    this.#parts = parts;
  }

  /** Whether an account is being liquidated; it may not place orders meanwhile. */
  isUnderway(account: number): boolean {
    return this.#underway.has(account);
  }

  /**
   * Handles every account that the new marks of these instruments break, and those that wait; the most endangered first
   * (least equity over maintenance margin at these marks), ties by account number. Each is valued anew when its turn
   * comes: one that complies by then is left alone, and one that only the liquidations before it broke waits for the next
   * mark. Deficits of accounts that closed their last position since the last marks are covered before, and the fund, which
   * is not watched, trades after. A policy that breaks its contract throws.
   */
  onMarks(instruments: readonly PerpInstrument[]): void {
    const { house, watch, fund } = this.#parts;
    this.#settleDeficits();
    const failing = new Set(watch.afterMarks(instruments.map(({ index }) => index)));
    for (const account of this.#underway.keys()) failing.add(account);
    failing.delete(fund.account);
    const ranked = Array.from(failing, (account) => {
      const { equityAtoms, maintenanceAtoms } = house.value(account);
      return { account, health: equityAtoms / Math.max(1, maintenanceAtoms) };
    });
    ranked.sort((a, b) => a.health - b.health || a.account - b.account);
    for (const { account } of ranked) this.#handle(account);
    this.#dispose();
  }

  #handle(account: number): void {
    if (!this.#parts.house.fails(account)) {
      this.#underway.delete(account);
      return;
    }
    const underway = this.#underway.get(account) ?? this.#begin(account);
    const restore = this.#parts.follow(underway.seq);
    try {
      if (underway.steps === 0) this.#parts.venue.cancelOrders(account, -1);
      if (this.#reduce(account, underway.steps) === 'wait') underway.steps++;
      else this.#underway.delete(account);
      this.#settleDeficits();
    } finally {
      restore();
    }
  }

  #begin(account: number): Underway {
    const { house, topics } = this.#parts;
    const { equityAtoms, maintenanceAtoms } = house.value(account);
    const begun = { steps: 0, seq: topics.liquidation.publishAsOrigin(account, equityAtoms, maintenanceAtoms, 0, 0) };
    this.#underway.set(account, begun);
    return begun;
  }

  /** Takes one step of the policy; 'wait' when the account still fails and is to be tried again at the next mark. */
  #reduce(account: number, step: number): 'wait' | 'done' {
    const { house, liquidation, venue } = this.#parts;
    const { equityAtoms, maintenanceAtoms } = house.value(account);
    const positions = house.positionViews(account);
    const { orders, otherwise } = liquidation.step({
      account,
      mode: 'cross',
      equityAtoms,
      marginAtoms: equityAtoms,
      maintenanceAtoms,
      positions,
      assets: [],
      ranked: positions,
      step,
      nowMs: 0,
      sinceMs: 0,
      depthLots: (instrument, side, within) => venue.depthLots(instrument, side === 'buy' ? 1 : -1, within),
    });
    for (const order of orders) {
      this.#place(account, order as LiquidationOrder & { readonly instrument: PerpInstrument });
      if (!house.fails(account)) return 'done';
    }
    if (otherwise === 'wait') return 'wait';
    this.#absorb(account);
    return 'done';
  }

  #place(
    account: number,
    { instrument, signedLots, limit }: LiquidationOrder & { readonly instrument: PerpInstrument },
  ): void {
    const { house, liquidation, fund, wallets, topics } = this.#parts;
    const position = house.positionView(account, instrument);
    const size = position?.sizeLots ?? 0;
    const reduces = Math.sign(signedLots) === -Math.sign(size) && Math.abs(signedLots) <= Math.abs(size);
    if (position === undefined || !reduces || !Number.isSafeInteger(signedLots)) {
      throw new Error(
        `a liquidation order of ${signedLots} lots of ${instrument.symbol} does not reduce ${size}: it has the opposite sign and is no larger`,
      );
    }
    const worstTicks = limit === 'bankruptcy' ? position.bankruptcyTicks : limit === 'none' ? 0 : limit;
    const { notionalAtoms } = this.#force(account, instrument, signedLots, worstTicks);
    const asked = mulDiv(notionalAtoms, liquidation.feePpm, PARTS, 'floor');
    const fee = Math.min(asked, Math.max(0, house.equityAtoms(account)));
    if (fee === 0) return;
    fund.charge(wallets.of(account), fee);
    topics.insurance.publish(account, fee, fund.balanceAtoms, insuranceReasons.fee);
  }

  /** Hands positions over until none is left or the account complies: the largest maintenance margin first, then by index. */
  #absorb(account: number): void {
    const { house } = this.#parts;
    while (house.fails(account)) this.#handOver(account, mostDemanding(house.positionViews(account)));
  }

  /** Hands a position to the fund or to the other side, at the price that leaves the account nothing. */
  #handOver(account: number, position: PositionView): void {
    const { house, fund, absorption, deleverager, topics } = this.#parts;
    const { instrument, bankruptcyTicks } = position;
    const how = absorption.absorb(position, { fund: fund.view(), vault: null });
    if (how === 'deleverage') deleverager.close(account, instrument, bankruptcyTicks);
    const left = house.positions.sizeLots(account, instrument.index);
    if (left === 0) return;
    // Only the fund can hold the rest of the other side: taking over closes its position, whatever the policy says.
    const before = fund.balanceAtoms;
    house.applyFill(account, instrument, -left, bankruptcyTicks);
    house.applyFill(fund.account, instrument, left, bankruptcyTicks);
    topics.takeover(instrument).publish(account, left, bankruptcyTicks);
    this.#tellFund(account, before);
  }

  /**
   * Covers what accounts without a position owe, whoever closed the last one (a liquidation, the other side of one, their
   * own order); what the fund cannot pay stays in their wallets as bad debt.
   */
  #settleDeficits(): void {
    const { house, fund, wallets, topics } = this.#parts;
    for (const account of house.takeEmptied()) {
      const deficit = -house.walletAtoms(account);
      const hasOpened = house.positions.firstOfAccount(account) !== NO_POSITION;
      if (deficit <= 0 || hasOpened || account === fund.account) continue;
      const paid = fund.cover(wallets.of(account), deficit);
      if (paid > 0) topics.insurance.publish(account, -paid, fund.balanceAtoms, insuranceReasons.deficit);
      if (paid < deficit) topics.shortfall.publish(account, deficit - paid);
    }
  }

  /** Lets the fund trade out of what it took over, or hands all of it to the other side once the fund is bankrupt itself. */
  #dispose(): void {
    const { house, fund } = this.#parts;
    const isBankrupt = house.equityAtoms(fund.account) <= 0;
    const held = house.positionViews(fund.account);
    if (!isBankrupt) for (const { instrument } of held) this.#disposeOf(instrument);
    else held.forEach(() => this.#deleverageFund());
    this.#settleDeficits();
  }

  /** Hands the fund's most demanding position to the other side: all of it, for it holds the only positions left out. */
  #deleverageFund(): void {
    const { house, fund, deleverager } = this.#parts;
    const { instrument, bankruptcyTicks } = mostDemanding(house.positionViews(fund.account));
    const before = fund.balanceAtoms;
    deleverager.close(fund.account, instrument, bankruptcyTicks);
    this.#tellFund(fund.account, before);
  }

  #disposeOf(instrument: PerpInstrument): void {
    const { house, fund, disposal } = this.#parts;
    const position = house.positionView(fund.account, instrument);
    if (position === undefined) return;
    const { sizeLots } = position;
    const { lots, limitTicks } = disposal.slice(position, fund.view());
    if (lots === 0) return;
    if (!(lots > 0) || !Number.isSafeInteger(lots) || lots > Math.abs(sizeLots)) {
      throw new Error(`a disposal of ${lots} lots of ${instrument.symbol} is not within the fund's ${sizeLots}`);
    }
    const before = fund.balanceAtoms;
    this.#force(fund.account, instrument, -Math.sign(sizeLots) * lots, limitTicks);
    this.#tellFund(fund.account, before);
  }

  /** Tells what closing a position of the fund realised. */
  #tellFund(account: number, beforeAtoms: number): void {
    const { balanceAtoms } = this.#parts.fund;
    const change = balanceAtoms - beforeAtoms;
    if (change !== 0) this.#parts.topics.insurance.publish(account, change, balanceAtoms, insuranceReasons.trade);
  }

  #force(account: number, instrument: PerpInstrument, signedLots: number, limitTicks: number): ForcedResult {
    const { venue, topics } = this.#parts;
    if (!(limitTicks >= 0 && limitTicks <= MAX_PRICE_TICKS && Number.isSafeInteger(limitTicks))) {
      throw new Error(
        `a forced order of ${instrument.symbol} is limited at ${limitTicks} ticks; expected a price, or 0`,
      );
    }
    const result = venue.placeForced(account, instrument, signedLots, limitTicks);
    const { filledLots, notionalAtoms } = result;
    topics.forcedOrder(instrument).publish(account, signedLots, filledLots, notionalAtoms, limitTicks);
    return result;
  }
}

/** The position with the largest maintenance margin, the first of equals. */
function mostDemanding(positions: readonly PositionView[]): PositionView {
  return positions.reduce((most, each) => (each.maintenanceAtoms > most.maintenanceAtoms ? each : most));
}
