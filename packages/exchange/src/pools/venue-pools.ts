import type { AccountWallets, ForcedResult } from '@ebb/clearing';
import type { Kernel } from '@ebb/kernel';
import type { Ledger } from '@ebb/ledger';
import type { Listing } from '../listing.ts';
import { LiquidityDesk } from './liquidity-desk.ts';
import type { LiquidityDeskParts } from './liquidity-desk.ts';
import type { PoolPlace } from './liquidity-facts.ts';
import { PoolBook } from './pool-book.ts';
import { PoolMatching } from './pool-matching.ts';
import type { PoolMatchingParts } from './pool-matching.ts';
import type { Pool } from './pool.ts';

/** What the pools of a venue are made of. */
export interface VenuePoolsParts
  extends
    Omit<PoolMatchingParts, 'causality' | 'nowUs'>,
    Pick<LiquidityDeskParts, 'listing' | 'isDown' | 'isInLiquidation'> {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  readonly pools?: { readonly own: ReadonlyMap<number, Pool>; readonly places: readonly PoolPlace[] };
}

/** The markets of one venue that are pools: their orders, and the liquidity that is put into them and taken out. */
export class VenuePools {
  readonly all: readonly Pool[];
  /** Null where no market is a pool. */
  readonly liquidity: LiquidityDesk | null;
  readonly #own: ReadonlyMap<number, Pool>;
  readonly #matching: PoolMatching;

  constructor(parts: VenuePoolsParts) {
    const { kernel, ledger, pools, risk, wallets } = parts;
    const { bus, calendar, causality } = kernel;
    this.#own = pools?.own ?? new Map<number, Pool>();
    this.all = [...this.#own.values()];
    this.#matching = new PoolMatching({ ...parts, causality, nowUs: () => calendar.nowUs });
    this.liquidity =
      pools === undefined
        ? null
        : new LiquidityDesk({
            ...parts,
            bus,
            places: pools.places,
            walletOf: (account) => wallets.spotOf(account),
            spendableAtoms: (account, asset) => {
              const wallet = wallets.spotOf(account);
              return wallet === wallets.of(account) ? risk.spendableAtoms(account, asset) : ledger.free(wallet, asset);
            },
            changed: (listing) => this.#matching.changed(listing),
          });
  }

  /** The pool that a market of the venue is; null for one with a book of orders. */
  poolOf(instrument: number): Pool | null {
    return this.#own.get(instrument) ?? null;
  }

  /** A pool as a book reads; null for a market with a book of orders. */
  bookOf(instrument: number): PoolBook | null {
    const pool = this.poolOf(instrument);
    return pool === null ? null : new PoolBook(pool);
  }

  /** Tells the first quotes. */
  start(listings: readonly Listing[]): void {
    for (const listing of listings) if (listing.pool !== null) this.#matching.changed(listing);
  }

  placeForced(account: number, listing: Listing, signedLots: number, limitTicks: number): ForcedResult {
    return this.#matching.placeForced(account, listing, listing.pool!, signedLots, limitTicks);
  }

  place(slot: number, listing: Listing): void {
    this.#matching.place(slot, listing, listing.pool!);
  }
}
