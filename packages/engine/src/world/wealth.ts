import { NO_WALLET, walletKinds } from '@ebb/clearing';
import type { Lender, WalletKind } from '@ebb/clearing';
import type { Pool, Venue } from '@ebb/exchange';
import type { Issuer } from '@ebb/issuance';
import type { Ledger } from '@ebb/ledger';
import type { Accounts } from './accounts.ts';
import type { WorldView } from './world-view.ts';

const KINDS = Object.keys(walletKinds) as WalletKind[];

/**
 * What accounts own, in the scenario's unit of account: balances of all wallets, what is under way between two or waits with
 * an issuer, at the price that everyone reckons each asset at, equity at the marks, shares in pools at what
 * withdrawing them would pay, and what is supplied to lending markets less
 * what is owed there. What is in an issuer's pots belongs to the class of its own account, less its coins in other hands at
 * their par; what debtors pledged to it is theirs, less their debts at par.
 */
export class Wealth {
  readonly #ledger: Ledger;
  readonly #venues: readonly Venue[];
  readonly #accounts: Accounts;
  readonly #view: WorldView;
  #lenders: readonly Lender[] = [];
  readonly #issuers: { readonly issuer: Issuer; readonly className: string }[] = [];

  readonly #pools: Pool[] = [];

  constructor(ledger: Ledger, venues: readonly Venue[], accounts: Accounts, view: WorldView) {
    this.#ledger = ledger;
    this.#venues = venues;
    this.#accounts = accounts;
    this.#view = view;
  }

  /** Counts what an issuer holds: for others, and in its pots for the class of its own account. */
  add(issuer: Issuer, className: string): void {
    this.#issuers.push({ issuer, className });
  }

  /** Counts what accounts have supplied to lending markets, and owe there. */
  addLenders(lenders: readonly Lender[]): void {
    this.#lenders = lenders;
  }

  /** Counts what providers have in a pool. */
  addPool(pool: Pool): void {
    this.#pools.push(pool);
  }

  /** The wealth of all accounts of a class together. */
  of(className: string): number {
    const prices = this.#ledger.assets.map((asset) => this.#view.price(asset.symbol));
    let sum = 0;
    for (const account of this.#accounts.members(className)) {
      for (const venue of this.#venues) sum += this.#onVenue(account, venue, prices);
      for (const lender of this.#lenders) sum += this.#withLender(account, lender, prices);
    }
    for (const venue of this.#venues) sum += this.#underWay(className, venue, prices);
    for (const issuer of this.#issuers) sum += this.#withIssuer(className, issuer, prices);
    for (const pool of this.#pools) sum += this.#inPool(className, pool, prices);
    return sum;
  }

  #withLender(account: number, { book }: Lender, prices: readonly number[]): number {
    let sum = 0;
    book.reserves.forEach(({ terms }, at) => {
      const { index, atomsPerUnit } = terms.asset;
      const atoms = book.claimAtoms(account, at) - book.debtAtoms(account, at);
      if (atoms !== 0) sum += (atoms / atomsPerUnit) * prices[index];
    });
    return sum;
  }

  /** Unrealised results of an account's positions on all venues, at the marks. */
  unrealisedOf(account: number): number {
    const prices = this.#ledger.assets.map((asset) => this.#view.price(asset.symbol));
    let sum = 0;
    for (const venue of this.#venues) sum += this.#inPositions(account, venue, prices);
    return sum;
  }

  #onVenue(account: number, venue: Venue, prices: readonly number[]): number {
    if (venue.wallets.of(account) === NO_WALLET) return 0;
    let sum = 0;
    for (const kind of KINDS) {
      const wallet = venue.wallets.find(account, kind);
      if (wallet !== NO_WALLET) sum += this.#inWallet(wallet, prices);
    }
    return sum + this.#inPositions(account, venue, prices);
  }

  /** Unrealised results, and the margin of isolated positions. */
  #inPositions(account: number, { house, wallets }: Venue, prices: readonly number[]): number {
    if (house === null || wallets.of(account) === NO_WALLET) return 0;
    let sum = 0;
    house.units.forEachOf(account, (unit) => {
      const settle = house.units.settleOf(unit);
      const { atomsPerUnit } = this.#ledger.assets[settle];
      const own = unit !== account && house.units.isIsolated(unit) ? house.walletAtoms(unit) : 0;
      sum += ((house.unrealisedAtoms(unit) + own) / atomsPerUnit) * prices[settle];
    });
    return sum;
  }

  #inWallet(wallet: number, prices: readonly number[]): number {
    let sum = 0;
    for (const { index, atomsPerUnit } of this.#ledger.assets) {
      const atoms = this.#ledger.balance(wallet, index);
      if (atoms !== 0) sum += (atoms / atomsPerUnit) * prices[index];
    }
    return sum;
  }

  /** What accounts of a class have asked to be moved between their wallets and is in neither yet. */
  #underWay(className: string, venue: Venue, prices: readonly number[]): number {
    let sum = 0;
    venue.transfers.forEachUnderWay((account, asset, atoms) => {
      if (this.#accounts.classes[this.#accounts.classIndexOf(account)] !== className) return;
      sum += (atoms / this.#ledger.assets[asset].atomsPerUnit) * prices[asset];
    });
    return sum;
  }

  /** What withdrawing all that accounts of a class have in a pool would pay. */
  #inPool(className: string, pool: Pool, prices: readonly number[]): number {
    const { base, quote } = pool.market.instrument;
    let sum = 0;
    pool.forEachProvider((account) => {
      if (this.#accounts.classes[this.#accounts.classIndexOf(account)] !== className) return;
      const { baseAtoms, quoteAtoms } = pool.claimOf(account);
      sum += (baseAtoms / this.#ledger.assets[base].atomsPerUnit) * prices[base];
      sum += (quoteAtoms / this.#ledger.assets[quote].atomsPerUnit) * prices[quote];
    });
    return sum;
  }

  #withIssuer(
    className: string,
    { issuer, className: own }: { readonly issuer: Issuer; readonly className: string },
    prices: readonly number[],
  ): number {
    const isOf = (account: number): boolean =>
      this.#accounts.classes[this.#accounts.classIndexOf(account)] === className;
    const isIssuer = own === className;
    let sum = isIssuer ? this.#ofIssuer(issuer, prices) : 0;
    issuer.forEachHeld((account, asset, atoms) => {
      if (isOf(account)) sum += (atoms / this.#ledger.assets[asset].atomsPerUnit) * prices[asset];
    });
    const par = this.#parOf(issuer);
    for (const { account, asset, collateral, debt } of issuer.positions()) {
      const claim = collateral * this.#view.price(asset) - debt * par;
      if (isOf(account)) sum += claim;
      if (isIssuer) sum -= claim;
    }
    return sum;
  }

  /** Pots, in which a coin of one's own is worth nothing, less what is promised to holders of the coin. */
  #ofIssuer(issuer: Issuer, prices: readonly number[]): number {
    const { books, name } = issuer;
    let sum = -books.circulating() * this.#parOf(issuer) - books.owned(name.coin) * prices[name.index];
    for (const pot of issuer.pots()) sum += this.#inWallet(pot, prices);
    return sum;
  }

  /** What one coin is worth by its issuer's terms, in the scenario's unit of account; 1 before the first upkeep. */
  #parOf({ parity, reference }: Issuer): number {
    return (Number.isNaN(parity) ? 1 : parity) * (reference === '' ? 1 : this.#view.price(reference));
  }
}
