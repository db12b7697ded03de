import { ISSUER, PARAMS, RNG, VIEW, definePlugin, inject, injectable } from '@ebb/sdk';
import type { Backing, IssuerAnswer, IssuerBooks, IssuerRequest, Move, Peg, Rng, View, z } from '@ebb/sdk';
import { ExitQueue } from './exit-queue.ts';
import { ShareRate } from './share-rate.ts';
import { stakeParameters } from './stake-parameters.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * A coin is a claim on a growing number of staked units. Coins are minted at the rate of the moment; redemptions are paid at the
 * rate of the moment when they are paid, from what is not staked (the pot `reserve`). When that is too little for those who
 * wait, stake leaves by the exit queue (`staked` to `unbonding` to `reserve`), as fast as churn and unbonding let it.
 */
@injectable()
class StakedToken implements Peg {
  readonly #books: IssuerBooks;
  readonly #cfg: z.output<typeof stakeParameters>;
  readonly #asset: string;
  readonly #startMs: number;
  readonly #exits: ExitQueue;
  readonly #rate: ShareRate;
  #rewarded = 0;
  #hasSlashed = false;

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(VIEW) view: View,
    @inject(RNG) rng: Rng,
    @inject(PARAMS) cfg: z.output<typeof stakeParameters>,
  ) {
    const asset = cfg.asset ?? books.reference;
    if (asset === '' || asset === books.coin) {
      throw new RangeError(`'asset' is what ${books.coin} stakes: another asset, or absent where there is a reference`);
    }
    this.#books = books;
    this.#cfg = cfg;
    this.#asset = asset;
    this.#startMs = view.nowMs;
    this.#rate = new ShareRate(cfg.rate);
    const { churn, epoch: epochMs, minChurn: least, sweep, unbonding } = cfg;
    this.#exits = new ExitQueue(view.nowMs, { epochMs, churn, least, drawMs: () => unbonding + sweep * rng.uniform() });
  }

  mint({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#asset) return { refuse: 'unsupported' };
    const rate = this.#rateNow();
    if (!(rate > 0)) return { refuse: 'closed' };
    const paid = coins > 0 ? coins * rate : amount;
    if (!(paid > 0) || paid > amount) return { refuse: 'tooSmall' };
    return {
      moves: [
        { asset, amount: paid, from: 'requester', to: 'reserve' },
        { asset: this.#books.coin, amount: coins > 0 ? coins : amount / rate, from: 'supply', to: 'requester' },
      ],
    };
  }

  redeem({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#asset) return { refuse: 'unsupported' };
    const rate = this.#rateNow();
    if (!(rate > 0)) return { refuse: 'closed' };
    const burnt = amount > 0 ? amount / rate : coins;
    if (!(burnt > 0) || burnt > coins) return { refuse: 'tooSmall' };
    const paid = amount > 0 ? amount : coins * rate;
    // What the reserve cannot pay waits.
    return {
      moves: [
        { asset: this.#books.coin, amount: burnt, from: 'requester', to: 'supply' },
        { asset, amount: paid, from: 'reserve', to: 'requester' },
      ],
    };
  }

  parity(): number {
    return this.#rateNow() * this.#books.value(this.#asset);
  }

  backing(): Backing {
    const books = this.#books;
    const price = books.value(this.#asset);
    const due = books.setAside(this.#asset) * price;
    return {
      assets: books.worth() + due - (this.#in('rewards') + this.#in('slashed')) * price,
      liquid: this.#in('reserve') * price,
      liabilities: books.circulating() * this.parity() + due,
    };
  }

  upkeep(nowMs: number): readonly Move[] {
    const waiting = this.#books.waitingCoins() * this.#rateNow();
    const arrived = Math.min(this.#exits.takeDue(nowMs), this.#in('unbonding'));
    const free = this.#in('reserve') + arrived - waiting;
    const lost = this.#slashing(nowMs);
    const staked = this.#in('staked') - lost;
    const moves = [this.#move(arrived, 'unbonding', 'reserve'), this.#move(lost, 'staked', 'slashed')];
    if (free >= 0) {
      // What has just arrived is staked again at the next look: of a sum of two parts of atoms one could be missing.
      const spare = arrived > 0 ? 0 : Math.max(0, free - this.#cfg.buffer * this.#claims);
      moves.push(this.#move(spare, 'reserve', 'staked'));
    } else {
      const missing = -free - (this.#in('unbonding') - arrived);
      moves.push(this.#move(this.#exits.ask(missing, staked, this.#claims, nowMs), 'staked', 'unbonding'));
    }
    moves.push(this.#move(this.#reward(nowMs), 'rewards', 'staked'));
    return moves;
  }

  /** What all coins are worth, in staked units. */
  get #claims(): number {
    return this.#books.circulating() * this.#rateNow();
  }

  #rateNow(): number {
    return this.#rate.after(this.#in('rewards'), this.#in('slashed'), this.#books.circulating());
  }

  /** Rewards that have come due on what is staked of the coins' claims, as far as there are any. */
  #reward(nowMs: number): number {
    const { rewardEvery, yield: yearly } = this.#cfg;
    const due = Math.floor((nowMs - this.#startMs) / rewardEvery);
    const periods = due - this.#rewarded;
    this.#rewarded = due;
    const earning = Math.min(this.#in('staked'), this.#claims);
    return Math.min(this.#in('rewards'), (earning * yearly * periods * rewardEvery) / YEAR_MS);
  }

  /** What is slashed now of what is staked for the coins: once. */
  #slashing(nowMs: number): number {
    const { slashAfter, slashShare } = this.#cfg;
    if (this.#hasSlashed || slashShare === 0 || nowMs - this.#startMs < slashAfter) return 0;
    this.#hasSlashed = true;
    return slashShare * Math.min(this.#in('staked'), this.#claims);
  }

  #in(pot: string): number {
    return this.#books.balance(this.#asset, pot);
  }

  #move(amount: number, from: string, to: string): Move {
    return { asset: this.#asset, amount, from, to };
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'staked-token',
  version: '1.0.0',
  summary: 'Makes a coin a claim on something staked, which earns, may be slashed, and leaves by a queue only.',
  formula:
    'coins = paid ÷ rate; rate += (rewards − slashed) ÷ coins; rewards = staked·yield·rewardEvery ÷ 365 d; exits ≤ max(minChurn, churn·coins·rate) an epoch',
  sources: [
    'Binance, "ETH Staking" (binance.com/eth2): rates of WBETH on 22 July and 23 August 2023',
    'Lido, documentation of WithdrawalQueueERC721 and of the accounting oracle',
    'Ethereum consensus specifications: CHURN_LIMIT_QUOTIENT 65,536, epochs of 6.4 min, MIN_VALIDATOR_WITHDRAWABILITY_DELAY 256 epochs',
  ],
  params: stakeParameters,
  use: StakedToken,
});
