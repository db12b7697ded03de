import { standingOf } from './account-standing.ts';
import type { AccountStanding } from './account-standing.ts';
import { LendingAccount } from './lending-account.ts';
import { LendingReserve } from './lending-reserve.ts';
import type { WriteOff } from './lending-reserve.ts';
import type { LendingTerms } from './lending-terms.ts';

/** A borrower and its health. */
export interface BorrowerHealth {
  readonly account: number;
  readonly health: number;
}

/** All borrowers of a market together; values in units of the asset that prices are in. */
export interface BorrowersTogether {
  readonly borrowers: number;
  /** How many have a health below 1, and the lowest health; Infinity without borrowers. */
  readonly unhealthy: number;
  readonly minHealth: number;
  readonly collateral: number;
  readonly debt: number;
}

interface Found {
  readonly version: number;
  readonly accruals: number;
  readonly limit: number;
  readonly unhealthy: readonly BorrowerHealth[];
}

const NO_STANDING: AccountStanding = { collateral: 0, borrowable: 0, sufficient: 0, debt: 0, health: Infinity };
const RAY_DOUBLE = 1e27;
/** Rough values are off by some 10^−15; who is this near to a limit is looked at exactly. */
const ROUGHLY = 1e-9;

/** Who has and owes what in a lending market, and how healthy each is. It moves no money and knows no time of its own. */
export class LendingBook {
  readonly terms: LendingTerms;
  readonly reserves: readonly LendingReserve[];
  /** Units of the asset that prices are in for one unit; NaN before the first. */
  readonly prices: Float64Array;
  /** Counts what changes health but for interest. */
  version = 0;
  readonly #accounts = new Map<number, LendingAccount>();
  readonly #borrowers = new Set<LendingAccount>();
  #accruals = 0;
  /** Whom `unhealthy` found last, so that all keepers of one moment look once. */
  #found: Found = { version: -1, accruals: -1, limit: NaN, unhealthy: [] };

  /** `cashOf` tells what lies in the market's wallet, by asset in the list. */
  constructor(terms: LendingTerms, cashOf: (at: number) => number, startUs: number) {
    this.terms = terms;
    this.reserves = terms.assets.map((each, at) => new LendingReserve(each, () => cashOf(at), startUs));
    this.prices = new Float64Array(terms.assets.length).fill(NaN);
  }

  /** The place of an asset in the list, by its index in the world; −1 where the market does not have it. */
  placeOf(asset: number): number {
    return this.terms.assets.findIndex((each) => each.asset.index === asset);
  }

  accrue(nowUs: number): void {
    this.#accruals++;
    for (const reserve of this.reserves) reserve.accrue(nowUs);
  }

  setPrice(at: number, price: number): void {
    if (this.prices[at] === price) return;
    this.prices[at] = price;
    this.version++;
  }

  find(account: number): LendingAccount | undefined {
    return this.#accounts.get(account);
  }

  open(account: number): LendingAccount {
    let own = this.#accounts.get(account);
    if (own === undefined) {
      own = new LendingAccount(account, this.reserves.length);
      this.#accounts.set(account, own);
    }
    return own;
  }

  setClaim(own: LendingAccount, at: number, shares: bigint): void {
    this.reserves[at].suppliedShares += shares - own.claims[at];
    own.claims[at] = shares;
    own.roughClaims[at] = Number(shares);
    this.version++;
  }

  setDebt(own: LendingAccount, at: number, shares: bigint): void {
    this.reserves[at].borrowedShares += shares - own.debts[at];
    this.#noteDebt(own, at, shares);
  }

  setPledged(own: LendingAccount, at: number, pledged: boolean): void {
    own.pledged[at] = pledged;
    this.version++;
  }

  /** Strikes out what an account owes of an asset. */
  strikeDebt(own: LendingAccount, at: number): WriteOff {
    const written = this.reserves[at].writeOff(own.debts[at], this.terms.badDebt === 'suppliers');
    this.#noteDebt(own, at, 0n);
    return written;
  }

  /** What an account has supplied and owes of an asset now, in atoms. */
  claimAtoms(account: number, at: number): number {
    return this.reserves[at].claimAtoms(this.#accounts.get(account)?.claims[at] ?? 0n);
  }

  debtAtoms(account: number, at: number): number {
    return this.reserves[at].debtAtoms(this.#accounts.get(account)?.debts[at] ?? 0n);
  }

  standing(account: number): AccountStanding {
    const own = this.#accounts.get(account);
    return own === undefined ? NO_STANDING : standingOf(own, this.reserves, this.prices);
  }

  /** The most that an account can borrow of an asset now, in atoms, an atom on the safe side; 0 without a price. */
  borrowableAtoms(account: number, at: number): number {
    const { cashAtoms, borrowedAtoms, terms } = this.reserves[at];
    if (terms.rate === null) return 0;
    const { borrowable, debt } = this.standing(account);
    const room = Math.floor(((borrowable - debt) / this.prices[at]) * terms.asset.atomsPerUnit) - 1;
    return room > 0 ? Math.max(0, Math.min(room, cashAtoms, terms.borrowCapAtoms - borrowedAtoms)) : 0;
  }

  /** The most that an account can withdraw of an asset now with a health of 1 left, in atoms, an atom on the safe side. */
  withdrawableAtoms(account: number, at: number): number {
    const own = this.#accounts.get(account);
    if (own === undefined) return 0;
    const { cashAtoms, terms } = this.reserves[at];
    const most = Math.min(this.claimAtoms(account, at), cashAtoms);
    const threshold = own.pledged[at] ? (terms.collateral?.threshold ?? 0) : 0;
    if (threshold === 0 || !own.owes) return most;
    const { sufficient, debt } = this.standing(account);
    const room = Math.floor(((sufficient - debt) / threshold / this.prices[at]) * terms.asset.atomsPerUnit) - 1;
    return room > 0 ? Math.min(room, most) : 0;
  }

  /** The borrowers whose health is below a limit, in the order in which they began to owe. */
  unhealthy(limit: number): readonly BorrowerHealth[] {
    const { version } = this;
    const last = this.#found;
    if (last.version === version && last.accruals === this.#accruals && last.limit === limit) return last.unhealthy;
    const found: BorrowerHealth[] = [];
    this.#eachBorrower((own, sufficient, debt) => {
      if (!(sufficient < debt * limit * (1 + ROUGHLY))) return;
      const { health } = standingOf(own, this.reserves, this.prices);
      if (health < limit) found.push({ account: own.account, health });
    });
    this.#found = { version, accruals: this.#accruals, limit, unhealthy: found };
    return found;
  }

  /** All borrowers whose health can be told, within some 10^−15. */
  together(): BorrowersTogether {
    let borrowers = 0;
    let unhealthy = 0;
    let minHealth = Infinity;
    let collateralSum = 0;
    let debtSum = 0;
    this.#eachBorrower((_own, sufficient, debt, collateral) => {
      const health = sufficient / debt;
      if (Number.isNaN(health)) return;
      borrowers++;
      if (health < 1) unhealthy++;
      if (health < minHealth) minHealth = health;
      collateralSum += collateral;
      debtSum += debt;
    });
    return { borrowers, unhealthy, minHealth, collateral: collateralSum, debt: debtSum };
  }

  /** What does not add up, as a sentence; null when shares are those of the accounts and claims are covered. */
  fault(): string | null {
    for (let at = 0; at < this.reserves.length; at++) {
      const { terms, suppliedShares, borrowedShares, surplusRay, supplyIndex } = this.reserves[at];
      let claims = 0n;
      let debts = 0n;
      for (const own of this.#accounts.values()) {
        claims += own.claims[at];
        debts += own.debts[at];
      }
      const { symbol } = terms.asset;
      if (claims !== suppliedShares) return `claims on ${symbol} are ${claims} shares, not ${suppliedShares}`;
      if (debts !== borrowedShares) return `debts of ${symbol} are ${debts} shares, not ${borrowedShares}`;
      const isWiped = supplyIndex === 1n;
      if (this.terms.badDebt === 'suppliers' && surplusRay < 0n && !isWiped) {
        return `cash and debts of ${symbol} do not cover what was supplied`;
      }
    }
    return null;
  }

  #noteDebt(own: LendingAccount, at: number, shares: bigint): void {
    own.debts[at] = shares;
    own.roughDebts[at] = Number(shares);
    if (shares > 0n) this.#borrowers.add(own);
    else if (!own.owes) this.#borrowers.delete(own);
    this.version++;
  }

  #eachBorrower(visit: (own: LendingAccount, sufficient: number, debt: number, collateral: number) => void): void {
    const { reserves, prices } = this;
    const units = reserves.map(({ terms }, at) => prices[at] / terms.asset.atomsPerUnit);
    const claimWorth = reserves.map((reserve, at) => (Number(reserve.supplyIndex) / RAY_DOUBLE) * units[at]);
    const debtWorth = reserves.map((reserve, at) => (Number(reserve.borrowIndex) / RAY_DOUBLE) * units[at]);
    const thresholds = reserves.map(({ terms }) => terms.collateral?.threshold ?? 0);
    for (const own of this.#borrowers) {
      let sufficient = 0;
      let debt = 0;
      let collateral = 0;
      for (let at = 0; at < reserves.length; at++) {
        if (own.roughDebts[at] > 0) debt += own.roughDebts[at] * debtWorth[at];
        if (thresholds[at] === 0 || !own.pledged[at] || own.roughClaims[at] === 0) continue;
        const value = own.roughClaims[at] * claimWorth[at];
        collateral += value;
        sufficient += value * thresholds[at];
      }
      visit(own, sufficient, debt, collateral);
    }
  }
}
