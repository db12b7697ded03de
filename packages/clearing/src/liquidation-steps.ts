import type { Instrument, PerpInstrument } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';
import type {
  AccountView,
  LiquidationOrder,
  LiquidationPolicy,
  LiquidationPriorityPolicy,
  LiquidationStep,
  ReducibleView,
} from './contracts/liquidation.ts';
import type { DefaultTopics } from './default-topics.ts';
import { insuranceReasons } from './facts.ts';
import { liquidationFee } from './forced-trading.ts';
import type { ForcedTrading } from './forced-trading.ts';
import { ANY_INSTRUMENT } from './margin-units.ts';
import type { LiquidationVenue } from './ports.ts';
import type { VenueBackstops } from './venue-backstops.ts';

/** What the steps of liquidations are taken with. */
export interface LiquidationStepsParts {
  readonly house: ClearingHouse;
  readonly venue: LiquidationVenue;
  readonly backstops: VenueBackstops;
  readonly policy: LiquidationPolicy;
  readonly priority: LiquidationPriorityPolicy | null;
  readonly trading: ForcedTrading;
  readonly topics: Pick<DefaultTopics, 'insurance'>;
  readonly nowMs: () => number;
}

/** What a step came to. */
export interface StepResult {
  readonly otherwise: LiquidationStep['otherwise'];
  /** Whether a rule of the venue kept some of an order from the book. */
  readonly heldBack: boolean;
}

/** Shows a failing pool to the liquidation policy and sends the orders that it chooses, until the pool complies. */
export class LiquidationSteps {
  readonly #parts: LiquidationStepsParts;

  constructor(parts: LiquidationStepsParts) {
    this.#parts = parts;
  }

  /** Whether there is anything left in a pool to sell, buy back or hand over; what is left else is bad debt. */
  canReduce(unit: number): boolean {
    const { views, positions } = this.#parts.house;
    return positions.firstOfAccount(unit) >= 0 || views.assets(unit).length > 0;
  }

  /** Cancels the open orders that draw on a pool: those of an isolated position in its instrument, else all of the account. */
  cancelOrders(unit: number): void {
    const { units } = this.#parts.house;
    const instrument = units.instrumentOf(unit);
    this.#parts.venue.cancelOrders(units.ownerOf(unit), instrument === ANY_INSTRUMENT ? -1 : instrument);
  }

  /** Takes a pool's next step. */
  take(unit: number, step: number, sinceMs: number): StepResult {
    const { house, policy } = this.#parts;
    const { orders, otherwise } = policy.step(this.#view(unit, step, sinceMs));
    let heldBack = false;
    for (const order of orders) {
      if (this.#place(unit, order)) heldBack = true;
      if (!house.fails(unit)) break;
    }
    return { otherwise, heldBack };
  }

  #view(unit: number, step: number, sinceMs: number): AccountView {
    const { house, priority, venue, nowMs } = this.#parts;
    const { equityAtoms, marginAtoms, maintenanceAtoms } = house.value(unit);
    const positions = house.views.positions(unit);
    const assets = house.views.assets(unit);
    const view = {
      account: house.units.ownerOf(unit),
      mode: house.units.policyOf(unit).mode,
      equityAtoms,
      marginAtoms,
      maintenanceAtoms,
      positions,
      assets,
      step,
      nowMs: nowMs(),
      sinceMs,
      depthLots: (instrument: Instrument, side: 'buy' | 'sell', within: number) =>
        venue.depthLots(instrument, side === 'buy' ? 1 : -1, within),
    };
    const all: readonly ReducibleView[] = [
      ...[...positions].sort((a, b) => this.#value(b) - this.#value(a) || a.instrument.index - b.instrument.index),
      ...assets,
    ];
    return { ...view, ranked: priority === null ? all : checkRanking(priority.rank(view), all) };
  }

  #value({ instrument, notionalAtoms }: AccountView['positions'][number]): number {
    return this.#parts.house.inSettlement(instrument.settle, notionalAtoms);
  }

  /** Sends one order; true when some of it was kept from the book. */
  #place(unit: number, { instrument, signedLots, limit }: LiquidationOrder): boolean {
    const { house, policy, backstops, trading, topics } = this.#parts;
    const account = house.units.ownerOf(unit);
    const position = instrument.kind === 'perp' ? house.views.position(account, instrument) : undefined;
    const size = instrument.kind === 'perp' ? (position?.sizeLots ?? 0) : this.#lotsOf(account, instrument);
    const reduces = Math.sign(signedLots) === -Math.sign(size) && Math.abs(signedLots) <= Math.abs(size);
    if (!reduces || size === 0 || !Number.isSafeInteger(signedLots)) {
      throw new Error(
        `a liquidation order of ${signedLots} lots of ${instrument.symbol} does not reduce ${size}: it has the opposite sign and is no larger`,
      );
    }
    const worstTicks = typeof limit === 'number' ? limit : limit === 'none' ? 0 : (position?.bankruptcyTicks ?? 0);
    const { notionalAtoms, heldBack } = trading.send(account, instrument, signedLots, worstTicks);
    const settle = instrument.kind === 'perp' ? instrument.settle : instrument.quote;
    const equity = settle === house.units.settleOf(unit) ? house.equityAtoms(unit) : 0;
    const fee = liquidationFee(notionalAtoms, policy.feePpm, equity);
    if (fee === 0) return heldBack;
    const fund = instrument.kind === 'perp' ? backstops.of(instrument) : backstops.shared;
    fund.charge(house.units.walletOf(unit), settle, fee);
    const balance = house.inSettlement(settle, fund.balanceAtoms(settle));
    topics.insurance.publish(account, house.inSettlement(settle, fee), balance, insuranceReasons.fee);
    return heldBack;
  }

  /** Whole lots of an asset that a unified account has (positive) or owes; 0 for a market that is not its asset's. */
  #lotsOf(account: number, { index, base }: Exclude<Instrument, PerpInstrument>): number {
    const { market, lots } = this.#parts.house.views.asset(account, base);
    return market?.index === index ? lots : 0;
  }
}

/** Throws unless a ranking holds each of the views, once. */
function checkRanking(ranked: readonly ReducibleView[], all: readonly ReducibleView[]): readonly ReducibleView[] {
  if (
    ranked.length === all.length &&
    new Set(ranked).size === all.length &&
    all.every((each) => ranked.includes(each))
  ) {
    return ranked;
  }
  throw new Error(
    `the liquidation priority ranks ${ranked.length} positions and assets of ${all.length}; expected each of them, once`,
  );
}
