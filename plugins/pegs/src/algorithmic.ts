import { DESK, ISSUER, PARAMS, TAPE, VIEW, definePlugin, inject, injectable } from '@ebb/sdk';
import type { Backing, Desk, IssuerAnswer, IssuerBooks, IssuerRequest, MarketView, Peg, Tape, View, z } from '@ebb/sdk';
import { marketModuleParameters } from './market-module-parameters.ts';
import { deltaAfter, replenished, swapSpread } from './terra-pools.ts';
import type { Offered, TerraPools } from './terra-pools.ts';
import { VotePrice } from './vote-price.ts';

/**
 * Swaps the coin for a second one and back, a coin counting for 1 of the reference and the second coin for what its market says.
 * What is offered is unmade and what is paid is made. Nothing is owned: a swap is made dearer by virtual pools that
 * every block brings back to rest.
 */
@injectable()
class Algorithmic implements Peg {
  readonly #books: IssuerBooks;
  readonly #view: View;
  readonly #cfg: z.output<typeof marketModuleParameters>;
  readonly #market: MarketView;
  readonly #price: VotePrice;
  #pools: TerraPools;
  /** The instant of the last block that is in the pools. */
  #blockMs: number;

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(DESK) desk: Desk,
    @inject(TAPE) tape: Tape,
    @inject(VIEW) view: View,
    @inject(PARAMS) cfg: z.output<typeof marketModuleParameters>,
  ) {
    this.#books = books;
    this.#view = view;
    this.#cfg = cfg;
    this.#market = view.market(cfg.market);
    const { base } = this.#market;
    if (base !== cfg.second) throw new RangeError(`'market' sells ${base}, not ${cfg.second}, which 'second' names`);
    if (!books.coins.includes(cfg.second)) {
      throw new RangeError(
        `'second' is ${cfg.second}, which the issuer of ${books.coin} may not make: 'alsoIssues' names it`,
      );
    }
    this.#price = new VotePrice(view.nowMs, cfg.votePeriod);
    this.#pools = { base: cfg.basePool, delta: 0 };
    this.#blockMs = view.nowMs;
    this.#look();
    desk.react(tape.quotes(this.#market), () => this.#look());
  }

  mint({ amount, asset, coins, nowMs }: IssuerRequest): IssuerAnswer {
    // Exact amounts cannot be had of a price that depends on the amount.
    if (asset !== this.#cfg.second || coins > 0) return { refuse: 'unsupported' };
    const offer = amount * this.#secondPrice();
    if (Number.isNaN(offer)) return { refuse: 'closed' };
    return this.#swap('second', offer, asset, amount, this.#books.coin, 1, nowMs);
  }

  redeem({ amount, asset, coins, nowMs }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#cfg.second || amount > 0) return { refuse: 'unsupported' };
    const price = this.#secondPrice();
    if (!(price > 0)) return { refuse: 'closed' };
    if (this.#books.circulating(asset) + coins / price > this.#cfg.ceiling) return { refuse: 'ceiling' };
    return this.#swap('coin', coins, this.#books.coin, coins, asset, price, nowMs);
  }

  backing(): Backing {
    const { secondCounts, second, minSpread } = this.#cfg;
    const { coin } = this.#books;
    const coins = this.#books.circulating(coin);
    const price = this.#secondPrice();
    const counted = price > 0 ? secondCounts * price * this.#books.circulating(second) : 0;
    const assets = this.#books.worth() + counted;
    const spread = swapSpread(this.#poolsAt(this.#view.nowMs), 'coin', coins, minSpread);
    return { assets, liquid: Math.min(assets, coins * (1 - spread)), liabilities: coins };
  }

  #swap(
    offered: Offered,
    offer: number,
    gives: string,
    given: number,
    gets: string,
    price: number,
    nowMs: number,
  ): IssuerAnswer {
    const pools = this.#poolsAt(nowMs);
    const spread = swapSpread(pools, offered, offer, this.#cfg.minSpread);
    const paid = (offer * (1 - spread)) / price;
    if (!(paid > 0)) return { refuse: 'tooSmall' };
    return {
      moves: [
        { asset: gives, amount: given, from: 'requester', to: 'supply' },
        { asset: gets, amount: paid, from: 'supply', to: 'requester' },
      ],
      done: () => {
        this.#pools = { base: pools.base, delta: deltaAfter(pools, offered, offer, spread) };
      },
    };
  }

  /** The pools after the blocks that have passed. */
  #poolsAt(nowMs: number): TerraPools {
    const { block, recovery } = this.#cfg;
    const blocks = Math.floor((nowMs - this.#blockMs) / block);
    if (blocks > 0) {
      this.#blockMs += blocks * block;
      this.#pools = { base: this.#pools.base, delta: replenished(this.#pools.delta, recovery, blocks) };
    }
    return this.#pools;
  }

  /** What one second coin is worth in units of the reference: by its market, before that had a price from outside; NaN without either. */
  #secondPrice(): number {
    const { base, quote } = this.#market;
    const { reference } = this.#books;
    const price = this.#price.at(this.#view.nowMs);
    if (Number.isNaN(price)) return this.#view.value(base) / (reference === '' ? 1 : this.#view.value(reference));
    return price * (quote === reference ? 1 : this.#books.value(quote));
  }

  #look(): void {
    this.#price.observe(this.#market.mid, this.#view.nowMs);
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'algorithmic',
  version: '1.0.0',
  summary:
    'Swaps the coin for a second one at the price of its market, through virtual pools that recover block by block.',
  formula:
    'spread = max(minSpread, 1 − base² ÷ (P·(P + offer))), P the pool of what is offered: base + delta or base² ÷ (base + delta); delta ← delta·(1 − 1 ÷ recovery) a block',
  sources: [
    'terra-money/classic-core, x/market/keeper/swap.go and keeper.go',
    'Terra, proposal 1164 (10 May 2022): BasePool 50 M to 100 M SDR, PoolRecoveryPeriod 36 to 18 blocks',
  ],
  params: marketModuleParameters,
  use: Algorithmic,
});
