import type { Kernel, PrivateTopic, Topic } from '@ebb/kernel';
import type { Ledger } from '@ebb/ledger';
import { LendingBook } from './lending-book.ts';
import { lendingKinds, lendingRefusals } from './lending-codes.ts';
import type { LendingRefusalCode } from './lending-codes.ts';
import { lendingBadDebt, lendingChanged, lendingLiquidation } from './lending-facts.ts';
import type { LendingBadDebt, LendingChanged, LendingLiquidation } from './lending-facts.ts';
import { LendingLiquidator } from './lending-liquidator.ts';
import { LendingOrders } from './lending-orders.ts';
import type { LendingVenue } from './lending-ports.ts';
import { LendingReport } from './lending-report.ts';
import type { LendingPlace, LendingTerms } from './lending-terms.ts';
import { refuse } from './lending-ticket.ts';
import type { LendingOutcome, LendingTicket } from './lending-ticket.ts';

type Six = [number, number, number, number, number, number];
type Eight = [...Six, number, number];
type Eleven = [...Eight, number, number, number];

/** What a lending market is made of. */
export interface LenderParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly place: LendingPlace;
  /** All lending markets of the world by index, what private facts are about. */
  readonly places: readonly LendingPlace[];
  readonly terms: LendingTerms;
  readonly venue: LendingVenue;
}

/**
 * A lending market: accounts supply assets, borrow against them, and are liquidated by keepers when their health falls below
 * 1. Whoever makes it sets its prices, brings it orders that have arrived, and asks it for a report at an interval.
 */
export class Lender {
  readonly place: LendingPlace;
  /** All lending markets of the world by index, what private facts are about. */
  readonly places: readonly LendingPlace[];
  readonly book: LendingBook;
  /** The wallet that holds what was supplied and is not lent out, and the market's reserve. */
  readonly cashWallet: number;
  readonly #parts: LenderParts;
  readonly #orders: LendingOrders;
  readonly #liquidator: LendingLiquidator;
  readonly #report: LendingReport;
  readonly #changed: PrivateTopic<LendingPlace, Eight, LendingChanged>;
  readonly #liquidations: Topic<LendingPlace, Eleven, LendingLiquidation>;
  readonly #badDebts: Topic<LendingPlace, Six, LendingBadDebt>;

  constructor(parts: LenderParts) {
    const { kernel, ledger, place, places, terms, venue } = parts;
    this.#parts = parts;
    this.place = place;
    this.places = places;
    this.cashWallet = ledger.openWallet({ owner: -1, name: `${place.lender}/cash` });
    const cashOf = (at: number): number => ledger.balance(this.cashWallet, terms.assets[at].asset.index);
    this.book = new LendingBook(terms, cashOf, kernel.calendar.nowUs);
    const work = { book: this.book, ledger, venue, cashWallet: this.cashWallet };
    this.#orders = new LendingOrders(work);
    this.#liquidator = new LendingLiquidator(work);
    this.#report = new LendingReport(this.book, kernel.bus, place);
    this.#changed = kernel.bus.privateTopic(lendingChanged, places);
    this.#liquidations = kernel.bus.topic(lendingLiquidation, place, place.index);
    this.#badDebts = kernel.bus.topic(lendingBadDebt, place, place.index);
  }

  /** Brings interest up to now. */
  accrue(): void {
    this.book.accrue(this.#parts.kernel.calendar.nowUs);
  }

  /** Tells how the market stands, where anything but interest has changed since the last time. */
  report(): void {
    this.#report.tell();
  }

  /** Does an order that has arrived or refuses it, and tells its account; `id` is the sequence of its intent. */
  arrived(id: number, ticket: LendingTicket, overloaded: boolean): void {
    this.accrue();
    const { account, kind, asset } = ticket;
    const code = this.#refusal(overloaded);
    const { refusal, atoms } = code === lendingRefusals.none ? this.#do(ticket) : refuse(code);
    const at = this.book.placeOf(asset);
    const supplied = at < 0 ? 0 : this.book.claimAtoms(account, at);
    const borrowed = at < 0 ? 0 : this.book.debtAtoms(account, at);
    this.#changed.publish(this.place.index, account, id, kind, asset, atoms, refusal, supplied, borrowed);
  }

  /** Supplies for an account at the start of a run, as if it had asked for it; throws when its wallet has not so much. */
  endow(account: number, asset: number, atoms: number): void {
    const { refusal } = this.#orders.supply(account, this.book.placeOf(asset), atoms);
    if (refusal !== lendingRefusals.none)
      throw new RangeError(`${this.place.lender} cannot be endowed with ${atoms} atoms`);
  }

  #refusal(overloaded: boolean): LendingRefusalCode {
    if (overloaded) return lendingRefusals.overloaded;
    return this.#parts.venue.isDown() ? lendingRefusals.venueDown : lendingRefusals.none;
  }

  #do(ticket: LendingTicket): LendingOutcome {
    const { account, kind, asset, atoms } = ticket;
    if (kind >= lendingKinds.liquidate) return this.#liquidate(ticket);
    const at = this.book.placeOf(asset);
    if (at < 0) return refuse(lendingRefusals.notListed);
    if (kind === lendingKinds.supply) return this.#orders.supply(account, at, atoms);
    if (kind === lendingKinds.withdraw) return this.#orders.withdraw(account, at, atoms);
    if (kind === lendingKinds.borrow) return this.#orders.borrow(account, at, atoms);
    if (kind === lendingKinds.repay) return this.#orders.repay(account, at, atoms);
    return this.#orders.pledge(account, at, kind === lendingKinds.pledge);
  }

  #liquidate(ticket: LendingTicket): LendingOutcome {
    const outcome = this.#liquidator.liquidate(ticket);
    const { told, badDebts } = outcome;
    if (told === null) return outcome;
    const { account: keeper, asset, collateral, debtor, kind } = ticket;
    const { repaidAtoms, seizedAtoms, feeAtoms, health, debtAt, collateralAt } = told;
    this.#liquidations.publish(
      ...([debtor, keeper, asset, repaidAtoms, collateral, seizedAtoms, feeAtoms, health] as const),
      this.#worth(debtAt, repaidAtoms),
      this.#worth(collateralAt, seizedAtoms),
      kind === lendingKinds.flash ? 1 : 0,
    );
    for (const { at, atoms, fromReserve, fromSuppliers, left } of badDebts) {
      const { index } = this.book.reserves[at].terms.asset;
      this.#badDebts.publish(debtor, index, atoms, fromReserve, fromSuppliers, left);
    }
    return outcome;
  }

  #worth(at: number, atoms: number): number {
    return (atoms / this.book.reserves[at].terms.asset.atomsPerUnit) * this.book.prices[at];
  }
}
