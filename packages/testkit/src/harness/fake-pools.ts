import { ConstantProduct, WHOLE_STAKE } from '@ebb/book';
import type { PoolAmounts, PoolCurve, PoolStake } from '@ebb/book';
import { liquidity, liquidityRefusals, liquidityStates } from '@ebb/exchange';
import type { LiquidityRefusal, LiquidityState, PoolPlace } from '@ebb/exchange';
import type { Kernel } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { LiquidityId, PoolDesk, PoolRange, PoolUnits } from '@ebb/sdk';
import type { FakeAccounts } from './fake-accounts.ts';
import type { FakeMarket } from './fake-market.ts';
import type { FakeWorld } from './fake-world.ts';
import type { SentIntent } from './sent-intent.ts';

/** A pool as a test begins with it: units of both assets, and a curve with nothing in it. */
export interface PoolSetup {
  readonly base: number;
  readonly quote: number;
  /** A constant product with a fee of 0.3 % when absent. */
  readonly curve?: PoolCurve;
}

/** A deposit or withdrawal that a test answers: what is in `sent`, or its number. */
export type SentLiquidity = LiquidityId | Pick<SentIntent, 'request'>;

interface OpenChange {
  readonly pool: FakePool;
  readonly account: number;
  readonly range: PoolRange | undefined;
  /** Units offered; or the share that is asked for, and then above 0. */
  readonly base: number;
  readonly quote: number;
  readonly share: number;
}

interface FakePool {
  readonly market: FakeMarket;
  readonly curve: PoolCurve;
  readonly stakes: { readonly account: number; readonly range: PoolRange | undefined; readonly stake: PoolStake }[];
  /** Atoms of one unit. */
  readonly baseScale: number;
  readonly quoteScale: number;
  /** What facts about it are about. */
  readonly place: PoolPlace;
}

/** What the pools of a harness work on. */
export interface FakePoolsParts {
  readonly kernel: Kernel;
  readonly world: FakeWorld;
  readonly accounts: FakeAccounts;
  readonly note: (intent: Omit<SentIntent, 'atMs'>) => void;
  /** Whether deposits and withdrawals are done as soon as they are sent. */
  readonly atOnce: boolean;
  /** Hands out the facts that wait. */
  readonly settle: () => void;
}

/** Pools with real curves, whose providers are answered as the test says, or at once; the quote of their markets stays the test's. */
export class FakePools {
  readonly #parts: FakePoolsParts;
  readonly #pools = new Map<string, FakePool>();
  readonly #open = new Map<LiquidityId, OpenChange>();
  #lastId = 0;

  constructor(parts: FakePoolsParts, setups: Readonly<Record<string, PoolSetup>>) {
    this.#parts = parts;
    for (const [id, { base, quote, curve = new ConstantProduct(3_000) }] of Object.entries(setups)) {
      const market = parts.world.market(id);
      const baseScale = parts.world.asset(market.base).atomsPerUnit;
      const quoteScale = parts.world.asset(market.quote).atomsPerUnit;
      curve.deposit(curve.open(), Math.round(base * baseScale), Math.round(quote * quoteScale));
      this.#pools.set(id, { market, curve, stakes: [], baseScale, quoteScale, place: { id, baseScale, quoteScale } });
    }
  }

  /** The curve of a pool, to be traded on by a test: `curve.buy(atoms)`. */
  curve(id: string): PoolCurve {
    return this.#pool(id).curve;
  }

  /** Does what a deposit or withdrawal asks for. */
  take(sent: SentLiquidity): void {
    this.#take(idOf(sent));
    this.#parts.settle();
  }

  /** Refuses a deposit or withdrawal. */
  refuse(sent: SentLiquidity, refusal: LiquidityRefusal = 'insufficientBalance'): void {
    this.#tell(idOf(sent), 'refused', refusal, NOTHING);
    this.#parts.settle();
  }

  /** A pool as one account deals with it; throws for a market that is none. */
  desk(account: number, id: string): PoolDesk {
    const pool = this.#pool(id);
    const { curve } = pool;
    const own = (): FakePool['stakes'] => pool.stakes.filter((each) => each.account === account);
    const sum = (of: (stake: PoolStake) => PoolAmounts): PoolUnits => {
      const all = own().map(({ stake }) => unitsOf(pool, of(stake)));
      return { base: all.reduce((s, each) => s + each.base, 0), quote: all.reduce((s, each) => s + each.quote, 0) };
    };
    const price = (): number => (curve.price * pool.baseScale) / pool.quoteScale;
    return {
      takesRanges: curve.takesRanges,
      get reserves() {
        return unitsOf(pool, curve);
      },
      get price() {
        return price();
      },
      get share() {
        const claim = sum((stake) => curve.claimOf(stake));
        const whole = unitsOf(pool, curve);
        return (claim.base * price() + claim.quote) / (whole.base * price() + whole.quote);
      },
      get claim() {
        return sum((stake) => curve.claimOf(stake));
      },
      get earned() {
        return sum((stake) => curve.earnedBy(stake));
      },
      get holdings() {
        return own()
          .filter(({ stake }) => stake.liquidity > 0)
          .map(({ range, stake }) => ({
            ...(range === undefined ? {} : { range }),
            claim: unitsOf(pool, curve.claimOf(stake)),
            earned: unitsOf(pool, curve.earnedBy(stake)),
          }));
      },
      add: (base, quote, range) => {
        for (const units of [base, quote]) {
          if (!(units >= 0 && units < Infinity)) throw new RangeError(`an amount of liquidity for ${id} is ${units}`);
        }
        return this.#send('addLiquidity', { pool, account, range, base, quote, share: 0 });
      },
      remove: (share, range) => {
        if (!(share > 0 && share <= 1)) {
          throw new RangeError(`a share of liquidity in ${id} is above 0 and at most 1, not ${share}`);
        }
        return this.#send('removeLiquidity', { pool, account, range, base: 0, quote: 0, share });
      },
    };
  }

  #send(kind: 'addLiquidity' | 'removeLiquidity', change: OpenChange): LiquidityId {
    const { pool, account, range, base, quote, share } = change;
    if (range !== undefined) pool.curve.open(range);
    if (kind === 'addLiquidity' && base === 0 && quote === 0) return 0;
    const id = ++this.#lastId;
    this.#open.set(id, change);
    const amounts = { base, quote, ...(range === undefined ? {} : { range }) };
    this.#parts.note({
      ...{ kind, account, market: pool.market.id, order: 0, price: NaN, size: share, request: id },
      ...amounts,
    });
    if (this.#parts.atOnce) this.#take(id);
    return id;
  }

  /** Refuses what is not there, as a real pool does. */
  #take(id: LiquidityId): void {
    const { pool, account, range, base, quote, share } = this.#live(id);
    const { curve, market } = pool;
    if (share > 0) {
      const own = pool.stakes.filter((each) => each.account === account && (range === undefined || same(each, range)));
      const paid = own.map(({ stake }) => curve.withdraw(stake, Math.max(1, Math.round(share * WHOLE_STAKE))));
      const moved = {
        baseAtoms: paid.reduce((sum, each) => sum + each.baseAtoms, 0),
        quoteAtoms: paid.reduce((sum, each) => sum + each.quoteAtoms, 0),
      };
      if (own.length === 0) this.#tell(id, 'refused', 'nothingThere', NOTHING);
      else this.#tell(id, 'removed', 'none', moved);
      return;
    }
    const { accounts, world } = this.#parts;
    const wallet = accounts.spotOf(account, market.venue);
    const isShort =
      base > accounts.balance(account, market.base, wallet) || quote > accounts.balance(account, market.quote, wallet);
    if (isShort) {
      this.#tell(id, 'refused', 'insufficientBalance', NOTHING);
      return;
    }
    let found = pool.stakes.find((each) => each.account === account && same(each, range));
    if (found === undefined) pool.stakes.push((found = { account, range, stake: curve.open(range) }));
    const offered = [
      atomsAtOrBelow(world.asset(market.base), base),
      atomsAtOrBelow(world.asset(market.quote), quote),
    ] as const;
    const taken = curve.deposit(found.stake, ...offered);
    if (taken.baseAtoms === 0 && taken.quoteAtoms === 0) this.#tell(id, 'refused', 'tooLittle', NOTHING);
    else this.#tell(id, 'added', 'none', taken);
  }

  #tell(id: LiquidityId, state: LiquidityState, refusal: LiquidityRefusal, moved: PoolAmounts): void {
    const { pool, account, range } = this.#live(id);
    const { market, curve, baseScale, quoteScale } = pool;
    const { accounts, kernel } = this.#parts;
    const { index } = market.subject.instrument;
    const sign = state === 'added' ? -1 : 1;
    const wallet = accounts.spotOf(account, market.venue);
    const pay = (asset: string, units: number): void =>
      accounts.setBalance(account, asset, wallet, accounts.balance(account, asset, wallet) + sign * units);
    pay(market.base, moved.baseAtoms / baseScale);
    pay(market.quote, moved.quoteAtoms / quoteScale);
    this.#open.delete(id);
    const { baseAtoms, quoteAtoms } = moved;
    kernel.bus
      .topic(liquidity, pool.place, index)
      .publish(
        ...([account, id, liquidityStates[state], liquidityRefusals[refusal], baseAtoms, quoteAtoms] as const),
        ...([range?.low ?? 0, range?.high ?? 0, curve.baseAtoms, curve.quoteAtoms] as const),
      );
  }

  #pool(id: string): FakePool {
    const found = this.#pools.get(id);
    if (found === undefined) throw new RangeError(`${id} has a book of orders and is no pool`);
    return found;
  }

  #live(id: LiquidityId): OpenChange {
    const found = this.#open.get(id);
    if (found === undefined) throw new Error(`liquidity ${id} is not open`);
    return found;
  }
}

const NOTHING: PoolAmounts = { baseAtoms: 0, quoteAtoms: 0 };

function unitsOf({ baseScale, quoteScale }: FakePool, { baseAtoms, quoteAtoms }: PoolAmounts): PoolUnits {
  return { base: baseAtoms / baseScale, quote: quoteAtoms / quoteScale };
}

function same(one: { readonly range: PoolRange | undefined }, range: PoolRange | undefined): boolean {
  return one.range?.low === range?.low && one.range?.high === range?.high;
}

function idOf(sent: SentLiquidity): LiquidityId {
  return typeof sent === 'number' ? sent : (sent.request ?? 0);
}
