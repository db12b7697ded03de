import { WHOLE_STAKE } from '@ebb/book';
import type { PoolAmounts } from '@ebb/book';
import type { Bus, PrivateTopic } from '@ebb/kernel';
import type { Listing } from '../listing.ts';
import { liquidityRefusals, liquidityStates } from './liquidity-codes.ts';
import type { LiquidityRefusal, LiquidityState } from './liquidity-codes.ts';
import { liquidity } from './liquidity-facts.ts';
import type { Liquidity, PoolPlace } from './liquidity-facts.ts';
import type { Pool } from './pool.ts';

type Ten = [number, number, number, number, number, number, number, number, number, number];

/** A deposit (`millionths` 0) or a withdrawal (amounts 0) as it leaves a desk; prices in quote units, 0 and 0 for all. */
export interface LiquidityTicket extends PoolAmounts {
  readonly account: number;
  readonly instrument: number;
  readonly millionths: number;
  readonly low: number;
  readonly high: number;
}

/** What a liquidity desk is made of. */
export interface LiquidityDeskParts {
  readonly bus: Bus;
  /** The pools of the world by instrument index, for facts. */
  readonly places: readonly PoolPlace[];
  readonly listing: (instrument: number) => Listing;
  /** The wallet that an account's spot orders settle in, and what of an asset in it the account may spend. */
  readonly walletOf: (account: number) => number;
  readonly spendableAtoms: (account: number, asset: number) => number;
  readonly isDown: () => boolean;
  readonly isInLiquidation: (account: number) => boolean;
  /** Called when a deposit or withdrawal has changed a pool. */
  readonly changed: (listing: Listing) => void;
}

/** Takes liquidity into the pools of one venue and pays it out, unless the venue is down: while it takes only cancels, too. */
export class LiquidityDesk {
  readonly #parts: LiquidityDeskParts;
  readonly #topic: PrivateTopic<PoolPlace, Ten, Liquidity>;

  constructor(parts: LiquidityDeskParts) {
    this.#parts = parts;
    this.#topic = parts.bus.privateTopic(liquidity, parts.places);
  }

  /** Does what a ticket that arrived asks for, or says why not; `id` is the sequence of its intent. */
  arrived(id: number, ticket: LiquidityTicket, isOverloaded: boolean): void {
    const listing = this.#parts.listing(ticket.instrument);
    const pool = listing.pool!;
    const refusal = isOverloaded ? 'overloaded' : this.#refusal(ticket, pool);
    if (refusal !== 'none') {
      this.#tell(id, ticket, pool, 'refused', refusal, NOTHING);
      return;
    }
    const { account, millionths, low, high } = ticket;
    const wallet = this.#parts.walletOf(account);
    const moved =
      millionths > 0
        ? pool.remove(account, wallet, Math.min(WHOLE_STAKE, millionths), low, high)
        : pool.add(account, wallet, ticket, low, high);
    if (millionths === 0 && moved.baseAtoms === 0 && moved.quoteAtoms === 0) {
      this.#tell(id, ticket, pool, 'refused', 'tooLittle', NOTHING);
      return;
    }
    this.#tell(id, ticket, pool, millionths > 0 ? 'removed' : 'added', 'none', moved);
    this.#parts.changed(listing);
  }

  #refusal({ account, baseAtoms, quoteAtoms, millionths, low, high }: LiquidityTicket, pool: Pool): LiquidityRefusal {
    const { isDown, isInLiquidation, spendableAtoms } = this.#parts;
    const { base, quote } = pool.market.instrument;
    if (isDown()) return 'venueDown';
    if (millionths > 0) return pool.hasStake(account, low, high) ? 'none' : 'nothingThere';
    if (isInLiquidation(account)) return 'inLiquidation';
    const canPay = baseAtoms <= spendableAtoms(account, base) && quoteAtoms <= spendableAtoms(account, quote);
    return canPay ? 'none' : 'insufficientBalance';
  }

  #tell(
    id: number,
    { account, low, high, instrument }: LiquidityTicket,
    { curve }: Pool,
    state: LiquidityState,
    refusal: LiquidityRefusal,
    { baseAtoms, quoteAtoms }: PoolAmounts,
  ): void {
    this.#topic.publish(
      instrument,
      account,
      id,
      liquidityStates[state],
      liquidityRefusals[refusal],
      baseAtoms,
      quoteAtoms,
      low,
      high,
      curve.baseAtoms,
      curve.quoteAtoms,
    );
  }
}

const NOTHING: PoolAmounts = { baseAtoms: 0, quoteAtoms: 0 };
