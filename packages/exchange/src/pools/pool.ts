import type { PoolAmounts, PoolCurve, PoolStake, PriceRange } from '@ebb/book';
import type { Market } from '@ebb/clearing';
import type { Ledger, SpotInstrument } from '@ebb/ledger';

/** What a pool is made of. */
export interface PoolParts {
  readonly ledger: Ledger;
  readonly market: Market<SpotInstrument>;
  readonly curve: PoolCurve;
  /** The account that the scenario's own liquidity belongs to; the maker in all trades. */
  readonly account: number;
  /** The wallet that holds what the curve says that the pool owns, to the atom. */
  readonly wallet: number;
}

/** What an account has in a pool over one range; prices in quote units, 0 and 0 for all prices. */
export interface Holding {
  readonly low: number;
  readonly high: number;
  readonly stake: PoolStake;
}

/** A curve with the wallet that its reserves lie in, and the stakes of its providers. */
export class Pool {
  readonly market: Market<SpotInstrument>;
  readonly curve: PoolCurve;
  readonly account: number;
  readonly wallet: number;
  /** Counts changes of the reserves. */
  version = 0;
  readonly #ledger: Ledger;
  readonly #tradeReason: number;
  readonly #liquidityReason: number;
  /** Quote atoms for one base atom at a price of one quote unit for one base unit. */
  readonly #atomPrice: number;
  readonly #holdings = new Map<number, Holding[]>();

  constructor({ ledger, market, curve, account, wallet }: PoolParts) {
    const { base, quote } = market.instrument;
    this.market = market;
    this.curve = curve;
    this.account = account;
    this.wallet = wallet;
    this.#ledger = ledger;
    this.#tradeReason = ledger.registerReason('trade');
    this.#liquidityReason = ledger.registerReason('liquidity');
    this.#atomPrice = ledger.assets[quote].atomsPerUnit / ledger.assets[base].atomsPerUnit;
  }

  /** The price of the next base atom without fee, in quote units for one base unit. */
  get price(): number {
    return this.curve.price / this.#atomPrice;
  }

  /** Issues the pool's first liquidity to its own account, as much of it as the curve takes; both are 0 when it takes none. */
  found(baseAtoms: number, quoteAtoms: number, range?: PriceRange): PoolAmounts {
    const holding = this.#holding(this.account, range?.low ?? 0, range?.high ?? 0);
    const taken = this.curve.deposit(holding.stake, baseAtoms, quoteAtoms);
    const { base, quote } = this.market.instrument;
    if (taken.baseAtoms > 0) this.#ledger.issue(this.wallet, base, taken.baseAtoms);
    if (taken.quoteAtoms > 0) this.#ledger.issue(this.wallet, quote, taken.quoteAtoms);
    this.version++;
    return taken;
  }

  /**
   * Sells base atoms to a wallet (1) or buys them from it (−1); returns the quote atoms that it paid or was paid, or −1, having
   * changed nothing, when it cannot pay.
   */
  swap(side: number, baseAtoms: number, wallet: number): number {
    const { base, quote } = this.market.instrument;
    const [pays, price] = side > 0 ? [quote, this.curve.costOf(baseAtoms)] : [base, baseAtoms];
    if (!this.#ledger.transfer(wallet, this.wallet, pays, price, this.#tradeReason)) return -1;
    const quoteAtoms = side > 0 ? this.curve.buy(baseAtoms) : this.curve.sell(baseAtoms);
    this.version++;
    const [gets, paid] = side > 0 ? [base, baseAtoms] : [quote, quoteAtoms];
    this.#move(this.wallet, wallet, gets, paid, this.#tradeReason);
    return quoteAtoms;
  }

  /** Puts at most these atoms of a wallet into an account's stake; returns what was taken. */
  add(account: number, wallet: number, offered: PoolAmounts, low: number, high: number): PoolAmounts {
    const { stake } = this.#holding(account, low, high);
    const taken = this.curve.deposit(stake, offered.baseAtoms, offered.quoteAtoms);
    this.#pay(wallet, this.wallet, taken);
    return taken;
  }

  /** Pays so many millionths of an account's stake over a range (0 and 0: of each of its stakes) to a wallet. */
  remove(account: number, wallet: number, millionths: number, low: number, high: number): PoolAmounts {
    let baseAtoms = 0;
    let quoteAtoms = 0;
    for (const each of this.holdingsOf(account)) {
      if (high !== 0 && (each.low !== low || each.high !== high)) continue;
      const paid = this.curve.withdraw(each.stake, millionths);
      baseAtoms += paid.baseAtoms;
      quoteAtoms += paid.quoteAtoms;
    }
    this.#pay(this.wallet, wallet, { baseAtoms, quoteAtoms });
    return { baseAtoms, quoteAtoms };
  }

  /** Whether an account has a stake over a range (0 and 0: any) that is not empty. */
  hasStake(account: number, low: number, high: number): boolean {
    return this.holdingsOf(account).some(
      (each) => each.stake.liquidity > 0 && (high === 0 || (each.low === low && each.high === high)),
    );
  }

  /** An account's stakes, in the order in which they were first used; empty ones among them. */
  holdingsOf(account: number): readonly Holding[] {
    return this.#holdings.get(account) ?? NONE;
  }

  /** What withdrawing all of an account's stakes would pay now. */
  claimOf(account: number): PoolAmounts {
    return sumOf(this.holdingsOf(account).map(({ stake }) => this.curve.claimOf(stake)));
  }

  /** The fees that an account's stakes have earned. */
  earnedBy(account: number): PoolAmounts {
    return sumOf(this.holdingsOf(account).map(({ stake }) => this.curve.earnedBy(stake)));
  }

  /** Visits every account that ever had a stake, the pool's own first. */
  forEachProvider(visit: (account: number) => void): void {
    for (const account of this.#holdings.keys()) visit(account);
  }

  /** Throws a RangeError for a range that the curve does not take. */
  checkRange({ low, high }: PriceRange): void {
    this.curve.open(this.#rangeOf(low, high));
  }

  #holding(account: number, low: number, high: number): Holding {
    const own = this.#holdings.get(account) ?? [];
    let found = own.find((each) => each.low === low && each.high === high);
    if (found === undefined) {
      found = { low, high, stake: this.curve.open(this.#rangeOf(low, high)) };
      own.push(found);
      this.#holdings.set(account, own);
    }
    return found;
  }

  #rangeOf(low: number, high: number): PriceRange | undefined {
    return low === 0 && high === 0 ? undefined : { low: low * this.#atomPrice, high: high * this.#atomPrice };
  }

  #pay(from: number, to: number, { baseAtoms, quoteAtoms }: PoolAmounts): void {
    const { base, quote } = this.market.instrument;
    this.version++;
    this.#move(from, to, base, baseAtoms, this.#liquidityReason);
    this.#move(from, to, quote, quoteAtoms, this.#liquidityReason);
  }

  #move(from: number, to: number, asset: number, atoms: number, reason: number): void {
    if (atoms === 0 || this.#ledger.transfer(from, to, asset, atoms, reason)) return;
    const { symbol } = this.#ledger.assets[asset];
    throw new Error(`${this.#ledger.walletName(from)} cannot pay ${atoms} atoms of ${symbol} to ${this.market.id}`);
  }
}

const NONE: readonly Holding[] = [];

function sumOf(all: readonly PoolAmounts[]): PoolAmounts {
  return {
    baseAtoms: all.reduce((sum, each) => sum + each.baseAtoms, 0),
    quoteAtoms: all.reduce((sum, each) => sum + each.quoteAtoms, 0),
  };
}
