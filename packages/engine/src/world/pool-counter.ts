import type { LiquidityId, PoolDesk, PoolHolding, PoolRange, PoolUnits } from '@ebb/sdk';
import { NO_WALLET } from '@ebb/clearing';
import { addLiquidity, removeLiquidity } from '@ebb/exchange';
import type { Holding, LiquidityTicket, Pool, Venue } from '@ebb/exchange';
import type { Bus } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { Ledger } from '@ebb/ledger';

const WHOLE = 1_000_000;

/** What liquidity is sent through. */
export interface PoolCounterParts {
  readonly account: number;
  readonly pool: Pool;
  readonly venue: Venue;
  readonly ledger: Ledger;
  readonly bus: Bus;
}

/** A pool as one account deals with it: reads its curve, and lets deposits and withdrawals travel by the venue's gateway. */
export class PoolCounter implements PoolDesk {
  readonly #parts: PoolCounterParts;

  constructor(parts: PoolCounterParts) {
    this.#parts = parts;
  }

  get takesRanges(): boolean {
    return this.#parts.pool.curve.takesRanges;
  }

  get reserves(): PoolUnits {
    return this.#units(this.#parts.pool.curve);
  }

  get price(): number {
    return this.#parts.pool.price;
  }

  get share(): number {
    const { account, pool } = this.#parts;
    const { curve } = pool;
    const claim = pool.claimOf(account);
    const whole = curve.baseAtoms * curve.price + curve.quoteAtoms;
    const own = claim.baseAtoms * curve.price + claim.quoteAtoms;
    return own === 0 ? 0 : own / whole;
  }

  get claim(): PoolUnits {
    return this.#units(this.#parts.pool.claimOf(this.#parts.account));
  }

  get earned(): PoolUnits {
    return this.#units(this.#parts.pool.earnedBy(this.#parts.account));
  }

  get holdings(): readonly PoolHolding[] {
    const { account, pool } = this.#parts;
    const held = pool.holdingsOf(account).filter(({ stake }) => stake.liquidity > 0);
    return held.map((each) => ({
      ...rangeOf(each),
      claim: this.#units(pool.curve.claimOf(each.stake)),
      earned: this.#units(pool.curve.earnedBy(each.stake)),
    }));
  }

  add(base: number, quote: number, range?: PoolRange): LiquidityId {
    const { account, bus, ledger, pool } = this.#parts;
    const { instrument, id } = pool.market;
    for (const units of [base, quote]) {
      if (!(units >= 0 && units < Infinity)) throw new RangeError(`an amount of liquidity for ${id} is ${units}`);
    }
    const { low, high } = this.#checked(range);
    const baseAtoms = atomsAtOrBelow(ledger.assets[instrument.base], base);
    const quoteAtoms = atomsAtOrBelow(ledger.assets[instrument.quote], quote);
    if ((baseAtoms === 0 && quoteAtoms === 0) || !this.#hasWallet) return 0;
    const intents = bus.intents(addLiquidity);
    const seq = intents.recordAsOrigin(instrument.index, account, baseAtoms, quoteAtoms, low, high);
    return this.#send(seq, { account, instrument: instrument.index, baseAtoms, quoteAtoms, millionths: 0, low, high });
  }

  remove(share: number, range?: PoolRange): LiquidityId {
    const { account, bus, pool } = this.#parts;
    const { instrument, id } = pool.market;
    if (!(share > 0 && share <= 1)) {
      throw new RangeError(`a share of liquidity in ${id} is above 0 and at most 1, not ${share}`);
    }
    const { low, high } = this.#checked(range);
    const millionths = Math.max(1, Math.round(share * WHOLE));
    if (!this.#hasWallet) return 0;
    const seq = bus.intents(removeLiquidity).recordAsOrigin(instrument.index, account, millionths, low, high);
    return this.#send(seq, {
      account,
      instrument: instrument.index,
      baseAtoms: 0,
      quoteAtoms: 0,
      millionths,
      low,
      high,
    });
  }

  get #hasWallet(): boolean {
    const { account, venue } = this.#parts;
    return venue.wallets.of(account) !== NO_WALLET;
  }

  #send(seq: number, ticket: LiquidityTicket): LiquidityId {
    const { account, venue } = this.#parts;
    venue.gateway.carry(seq, account, (code) => venue.pools.liquidity!.arrived(seq, ticket, code !== 0));
    return seq;
  }

  /** A range as its two prices, 0 and 0 for none; throws for one that the pool does not take. */
  #checked(range: PoolRange | undefined): PoolRange {
    if (range === undefined) return { low: 0, high: 0 };
    this.#parts.pool.checkRange(range);
    return range;
  }

  #units({ baseAtoms, quoteAtoms }: { readonly baseAtoms: number; readonly quoteAtoms: number }): PoolUnits {
    const { ledger, pool } = this.#parts;
    const { base, quote } = pool.market.instrument;
    return {
      base: baseAtoms / ledger.assets[base].atomsPerUnit,
      quote: quoteAtoms / ledger.assets[quote].atomsPerUnit,
    };
  }
}

function rangeOf({ low, high }: Holding): { readonly range?: PoolRange } {
  return high === 0 ? {} : { range: { low, high } };
}
