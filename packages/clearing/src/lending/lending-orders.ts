import type { Ledger } from '@ebb/ledger';
import type { AccountStanding } from './account-standing.ts';
import type { LendingAccount } from './lending-account.ts';
import type { LendingBook } from './lending-book.ts';
import { lendingRefusals } from './lending-codes.ts';
import type { LendingRefusalCode } from './lending-codes.ts';
import type { LendingVenue } from './lending-ports.ts';
import { MOST, done, refuse } from './lending-ticket.ts';
import type { LendingOutcome } from './lending-ticket.ts';

/** What the orders of a lending market work on. */
export interface LendingOrderParts {
  readonly book: LendingBook;
  readonly ledger: Ledger;
  readonly venue: LendingVenue;
  /** The wallet that holds what was supplied and is not lent out. */
  readonly cashWallet: number;
}

/** Supplies, withdraws, borrows and repays. Every amount is of one asset, by its place in the market's list. */
export class LendingOrders {
  readonly #parts: LendingOrderParts;
  readonly #reason: number;

  constructor(parts: LendingOrderParts) {
    this.#parts = parts;
    this.#reason = parts.ledger.registerReason('lending');
  }

  /** Takes in so much; the claim on it is rounded down. */
  supply(account: number, at: number, asked: number): LendingOutcome {
    const { book, venue } = this.#parts;
    const reserve = book.reserves[at];
    const { asset, supplyCapAtoms } = reserve.terms;
    const spendable = Math.max(0, venue.spendableAtoms(account, asset.index));
    const room = Math.max(0, supplyCapAtoms - reserve.suppliedAtoms);
    const atoms = asked === MOST ? Math.min(spendable, room) : asked;
    if (spendable === 0 || atoms > spendable) return refuse(lendingRefusals.insufficientBalance);
    if (atoms === 0 || atoms > room) return refuse(lendingRefusals.overCap);
    const own = book.open(account);
    this.#takeIn(account, at, atoms);
    book.setClaim(own, at, own.claims[at] + reserve.sharesForSupply(atoms));
    return this.#finish(at, atoms);
  }

  /** Pays out so much of what was supplied, if the account's health stays at 1 or above. */
  withdraw(account: number, at: number, asked: number): LendingOutcome {
    const { book } = this.#parts;
    const reserve = book.reserves[at];
    const claim = book.claimAtoms(account, at);
    const atoms = asked === MOST ? book.withdrawableAtoms(account, at) : asked;
    if (claim === 0 || atoms > claim) return refuse(lendingRefusals.insufficientClaim);
    if (reserve.cashAtoms === 0 || atoms > reserve.cashAtoms) return refuse(lendingRefusals.insufficientCash);
    if (atoms === 0) return refuse(lendingRefusals.insufficientCollateral);
    const own = book.open(account);
    const before = own.claims[at];
    book.setClaim(own, at, atoms === claim ? 0n : before - reserve.sharesForWithdrawal(atoms));
    const code = own.pledged[at] && reserve.terms.collateral !== null ? this.#healthRefusal(own) : lendingRefusals.none;
    if (code !== lendingRefusals.none) {
      book.setClaim(own, at, before);
      return refuse(code);
    }
    this.#payOut(account, at, atoms);
    return this.#finish(at, atoms);
  }

  /** Lends so much, if all that is owed then stays within what may be borrowed; the debt is rounded up. */
  borrow(account: number, at: number, asked: number): LendingOutcome {
    const { book } = this.#parts;
    const reserve = book.reserves[at];
    const { rate, borrowCapAtoms } = reserve.terms;
    if (rate === null) return refuse(lendingRefusals.notListed);
    const atoms = asked === MOST ? book.borrowableAtoms(account, at) : asked;
    if (reserve.cashAtoms === 0 || atoms > reserve.cashAtoms) return refuse(lendingRefusals.insufficientCash);
    if (reserve.borrowedAtoms + Math.max(1, atoms) > borrowCapAtoms) return refuse(lendingRefusals.overCap);
    if (atoms === 0) return refuse(refusalOf(book.standing(account)));
    const own = book.open(account);
    const before = own.debts[at];
    book.setDebt(own, at, before + reserve.sharesForBorrowing(atoms));
    const standing = book.standing(account);
    if (!(standing.debt <= standing.borrowable)) {
      book.setDebt(own, at, before);
      return refuse(refusalOf(standing));
    }
    this.#payOut(account, at, atoms);
    return this.#finish(at, atoms);
  }

  /** Takes in so much of what is owed, at most all of it. */
  repay(account: number, at: number, asked: number): LendingOutcome {
    const { book, venue } = this.#parts;
    const reserve = book.reserves[at];
    const debt = book.debtAtoms(account, at);
    if (debt === 0) return refuse(lendingRefusals.nothingThere);
    const spendable = Math.max(0, venue.spendableAtoms(account, reserve.terms.asset.index));
    const atoms = asked === MOST ? Math.min(debt, spendable) : Math.min(debt, asked);
    if (atoms === 0 || atoms > spendable) return refuse(lendingRefusals.insufficientBalance);
    const own = book.open(account);
    this.#takeIn(account, at, atoms);
    book.setDebt(own, at, atoms === debt ? 0n : own.debts[at] - reserve.sharesForRepayment(atoms));
    return this.#finish(at, atoms);
  }

  /** Lets what is supplied of an asset count as collateral, or no longer, if the account's health allows it. */
  pledge(account: number, at: number, pledged: boolean): LendingOutcome {
    const { book } = this.#parts;
    if (book.reserves[at].terms.collateral === null) return refuse(lendingRefusals.notListed);
    const own = book.open(account);
    const before = own.pledged[at];
    book.setPledged(own, at, pledged);
    const code = pledged ? lendingRefusals.none : this.#healthRefusal(own);
    if (code === lendingRefusals.none) return done(0);
    book.setPledged(own, at, before);
    return refuse(code);
  }

  #healthRefusal(own: LendingAccount): LendingRefusalCode {
    if (!own.owes) return lendingRefusals.none;
    const standing = this.#parts.book.standing(own.account);
    return standing.health >= 1 ? lendingRefusals.none : refusalOf(standing);
  }

  #takeIn(account: number, at: number, atoms: number): void {
    const { venue, cashWallet } = this.#parts;
    this.#move(venue.walletOf(account), cashWallet, at, atoms);
  }

  #payOut(account: number, at: number, atoms: number): void {
    const { venue, cashWallet } = this.#parts;
    this.#move(cashWallet, venue.walletOf(account), at, atoms);
  }

  #move(from: number, to: number, at: number, atoms: number): void {
    const { book, ledger } = this.#parts;
    const { asset } = book.reserves[at].terms;
    if (ledger.transfer(from, to, asset.index, atoms, this.#reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot pay ${atoms} atoms of ${asset.symbol}`);
  }

  #finish(at: number, atoms: number): LendingOutcome {
    this.#parts.book.reserves[at].retune();
    return done(atoms);
  }
}

/** Why too much would be owed: too little collateral, or nobody knows what it is worth. */
function refusalOf({ debt, borrowable, sufficient }: AccountStanding): LendingRefusalCode {
  const isPriced = !Number.isNaN(debt + borrowable + sufficient);
  return isPriced ? lendingRefusals.insufficientCollateral : lendingRefusals.noPrice;
}
