import type { Ledger, PerpInstrument } from '@ebb/ledger';
import { Absorption } from './absorption.ts';
import type { AccountWallets } from './account-wallets.ts';
import { AuctionHouse } from './auction-house.ts';
import type { Attribution } from './attribution.ts';
import type { ClearingHouse } from './clearing-house.ts';
import type { DeleveragingPolicy } from './contracts/deleveraging.ts';
import type { LiquidationPolicy, LiquidationPriorityPolicy } from './contracts/liquidation.ts';
import type { DisposalPolicy, LossAbsorptionPolicy } from './contracts/loss-absorption.ts';
import { Deleverager } from './deleverager.ts';
import type { DefaultTopics } from './default-topics.ts';
import { ForcedTrading } from './forced-trading.ts';
import { FundDisposal } from './fund-disposal.ts';
import { LiquidationSteps } from './liquidation-steps.ts';
import { NO_UNIT } from './margin-units.ts';
import type { MarginWatch } from './margin-watch.ts';
import type { LiquidationVenue } from './ports.ts';
import type { VenueBackstops } from './venue-backstops.ts';

/** What a liquidator is made of. */
export interface LiquidatorParts {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  readonly attribution: Attribution;
  readonly watch: MarginWatch;
  readonly venue: LiquidationVenue;
  readonly wallets: AccountWallets;
  readonly backstops: VenueBackstops;
  readonly liquidation: LiquidationPolicy;
  readonly priority: LiquidationPriorityPolicy | null;
  readonly absorption: LossAbsorptionPolicy;
  readonly deleveraging: DeleveragingPolicy;
  readonly disposal: DisposalPolicy;
  readonly topics: DefaultTopics;
  readonly nowMs: () => number;
  /** The liquidations of all venues so far, by the sequence of their facts. */
  readonly culprits: Set<number>;
  /** Sets the cause of what follows to a fact just published, which is also its origin; returns a function that undoes it. */
  readonly follow: (seq: number) => () => void;
}

/** A liquidation that has begun: the steps that its unit took, and the fact that all it causes goes back to. */
interface Underway {
  steps: number;
  /** When its auctions end; 0 while it has none. */
  auctionsEndMs: number;
  readonly sinceMs: number;
  readonly seq: number;
}

/**
 * The default waterfall of one venue: a pool of margin that fails has its orders cancelled, is reduced by forced orders on the
 * book or by auction to keepers, and what cannot be sold goes to a fund, to the vault or, if they will not have it, to the
 * other side.
 */
export class Liquidator {
  readonly auctions: AuctionHouse;
  readonly absorption: Absorption;
  readonly #parts: LiquidatorParts;
  readonly #steps: LiquidationSteps;
  readonly #deleverager: Deleverager;
  readonly #disposal: FundDisposal;
  /** Units in liquidation; between marks, those that wait for the next one. */
  readonly #underway = new Map<number, Underway>();
  #period = NaN;

  constructor(parts: LiquidatorParts) {
    this.#parts = parts;
    const { house, ledger, wallets, backstops, topics, venue } = parts;
    this.auctions = new AuctionHouse(house, topics.auctions, parts.follow);
    const trading = new ForcedTrading(venue, topics);
    this.#steps = new LiquidationSteps({ ...parts, policy: parts.liquidation, trading });
    this.#deleverager = new Deleverager({ house, policy: parts.deleveraging, backstops, topics });
    const deleverager = this.#deleverager;
    this.absorption = new Absorption({
      house,
      ledger,
      wallets,
      backstops,
      policy: parts.absorption,
      deleverager,
      topics,
    });
    this.#disposal = new FundDisposal({ house, backstops, policy: parts.disposal, deleverager, trading, topics });
  }

  /**
   * Whether the pool that an order of the account in an instrument would draw on is being liquidated; its orders are refused
   * meanwhile. Without an instrument: the pool of the account's own wallet.
   */
  isUnderway(account: number, instrument?: PerpInstrument): boolean {
    if (this.#underway.size === 0) return false;
    const unit = instrument === undefined ? account : this.#parts.house.units.of(account, instrument);
    return unit !== NO_UNIT && this.#underway.has(unit);
  }

  /**
   * Handles every pool that the new prices (numbered as in `WatchedBook`) break, and those that wait; the most endangered
   * first (least margin over maintenance margin at these prices), ties by account, then by instrument. Each is valued anew
   * when its turn comes: one that complies by then is left alone, and one that only the liquidations before it broke waits
   * for the next mark. Deficits of pools that closed their last position since the last marks are covered before, and funds,
   * which are not watched, trade after. A policy that breaks its contract throws.
   */
  onPrices(moved: readonly number[]): void {
    const { house, watch, backstops, nowMs } = this.#parts;
    this.#beginPeriod();
    this.absorption.settleDeficits();
    this.auctions.closeDue(nowMs());
    const failing = new Set(watch.failing(moved));
    for (const unit of this.#underway.keys()) failing.add(unit);
    const ranked: { unit: number; account: number; instrument: number; health: number }[] = [];
    for (const unit of failing) {
      const account = house.units.ownerOf(unit);
      if (backstops.has(account)) continue;
      const { marginAtoms, maintenanceAtoms } = house.value(unit);
      const health = marginAtoms / Math.max(1, maintenanceAtoms);
      ranked.push({ unit, account, instrument: house.units.instrumentOf(unit), health });
    }
    ranked.sort(
      (a, b) => a.health - b.health || a.account - b.account || a.instrument - b.instrument || a.unit - b.unit,
    );
    for (const { unit } of ranked) this.#handle(unit);
    this.#disposal.run();
    this.absorption.settleDeficits();
  }

  #handle(unit: number): void {
    const { house, follow, nowMs } = this.#parts;
    const known = this.#underway.get(unit);
    if (known !== undefined && known.auctionsEndMs > nowMs()) return;
    if (!house.fails(unit) || !this.#steps.canReduce(unit)) {
      this.#underway.delete(unit);
      return;
    }
    const underway = known ?? this.#begin(unit);
    const restore = follow(underway.seq);
    try {
      if (underway.steps === 0) this.#steps.cancelOrders(unit);
      if (this.#reduce(unit, underway) === 'wait') underway.steps++;
      else this.#underway.delete(unit);
      this.absorption.settleDeficits();
    } finally {
      restore();
    }
  }

  #begin(unit: number): Underway {
    const { house, attribution, topics, culprits, nowMs } = this.#parts;
    const { marginAtoms, maintenanceAtoms } = house.value(unit);
    const { parent, sharePpm } = attribution.blame(unit);
    const settle = house.units.settleOf(unit);
    const seq = topics.liquidation.publishAsOrigin(
      house.units.ownerOf(unit),
      house.inSettlement(settle, marginAtoms),
      house.inSettlement(settle, maintenanceAtoms),
      parent,
      sharePpm,
    );
    culprits.add(seq);
    const begun = { steps: 0, auctionsEndMs: 0, sinceMs: nowMs(), seq };
    this.#underway.set(unit, begun);
    return begun;
  }

  /** Takes one step of the policy; 'wait' when the pool still fails and is to be tried again at the next mark. */
  #reduce(unit: number, underway: Underway): 'wait' | 'done' {
    const { house, backstops } = this.#parts;
    if (this.#deleverager.actsOnAccountValue && house.equityAtoms(unit) < 0) {
      this.absorption.deleverage(unit);
      if (!house.fails(unit)) return 'done';
    }
    const { otherwise, heldBack } = this.#steps.take(unit, underway.steps, underway.sinceMs);
    if (!house.fails(unit)) return 'done';
    // What the venue's own rules kept from the book is no reason to give the pool up.
    if (otherwise === 'wait' || heldBack) return 'wait';
    if (otherwise === 'auction' && underway.auctionsEndMs === 0 && this.#auction(unit, underway)) return 'wait';
    if (otherwise === 'takeover' && backstops.vault !== null) this.absorption.takeOver(unit, backstops.vault);
    else this.absorption.absorb(unit);
    return 'done';
  }

  /** Offers all positions of a pool to keepers, once a liquidation; false when there are none. */
  #auction(unit: number, underway: Underway): boolean {
    const { house, liquidation, nowMs } = this.#parts;
    const { auctionMs } = liquidation;
    if (auctionMs === undefined || !(auctionMs > 0)) {
      throw new Error(`the liquidation policy auctions for ${String(auctionMs)} ms; expected a time above 0`);
    }
    const positions = house.views.positions(unit);
    underway.auctionsEndMs = nowMs() + auctionMs;
    const account = house.units.ownerOf(unit);
    for (const { instrument } of positions)
      this.auctions.open(account, instrument, underway.auctionsEndMs, underway.seq);
    return positions.length > 0;
  }

  #beginPeriod(): void {
    const { absorption, house, nowMs } = this.#parts;
    if (absorption.periodMs === undefined) return;
    const period = Math.floor(nowMs() / absorption.periodMs);
    if (period === this.#period) return;
    if (!Number.isNaN(this.#period)) house.endPeriod();
    this.#period = period;
  }
}
