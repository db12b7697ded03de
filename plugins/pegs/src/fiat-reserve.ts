import { ISSUER, PARAMS, VIEW, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Backing, IssuerAnswer, IssuerBooks, IssuerRequest, Move, Peg, View, z } from '@ebb/sdk';
import { isBankingTime } from './banking-time.ts';

const params = parameters({
  bankShare: p.fraction({
    describe: 'Part of the reserve that lies with banks and in bills: it is paid out in banking hours only.',
    default: '77%',
    min: 0,
    max: 1,
  }),
  opens: p.duration({
    describe: 'When banks open, after midnight UTC, Monday to Friday.',
    default: '13 h',
    max: '24 h',
  }),
  closes: p.duration({ describe: 'When they close.', default: '21 h', max: '24 h' }),
  stuckShare: p.fraction({
    describe: 'Part of the whole reserve that is out of reach while a bank has failed.',
    default: 0,
    min: 0,
    max: 1,
  }),
  stuckAfter: p.duration({ describe: 'Time from the start to the failure.', default: 0 }),
  stuckFor: p.duration({ describe: 'How long it lasts.', default: '1000 d' }),
  stuckWorth: p.fraction({
    describe: 'What a stuck unit counts for in the backing.',
    default: 0,
    min: 0,
    max: 1,
  }),
});

/**
 * Mints and redeems one to one against the reference. What it owns lies at hand (the pot `reserve`), with banks (`bank`), or is
 * stuck in a bank that failed (`stuck`). Redemptions are paid from what is at hand, and in banking hours from the bank; one
 * that is larger waits, and those behind it do, too.
 */
@injectable()
class FiatReserve implements Peg {
  readonly #books: IssuerBooks;
  readonly #view: View;
  readonly #cfg: z.output<typeof params>;
  readonly #asset: string;
  readonly #startMs: number;
  #failed: 'not yet' | 'now' | 'no more' = 'not yet';

  constructor(
    @inject(ISSUER) books: IssuerBooks,
    @inject(VIEW) view: View,
    @inject(PARAMS) cfg: z.output<typeof params>,
  ) {
    if (books.reference === '') {
      throw new RangeError(`a fiat reserve is held in the issuer's 'reference', and ${books.coin} has none`);
    }
    if (cfg.opens >= cfg.closes) throw new RangeError("banks close after they open: 'closes' is later than 'opens'");
    this.#books = books;
    this.#view = view;
    this.#cfg = cfg;
    this.#asset = books.reference;
    this.#startMs = view.nowMs;
  }

  mint({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#asset) return { refuse: 'unsupported' };
    const made = coins > 0 ? coins : amount;
    if (!(made > 0) || made > amount) return { refuse: 'tooSmall' };
    return {
      moves: [
        { asset, amount: made, from: 'requester', to: 'reserve' },
        { asset: this.#books.coin, amount: made, from: 'supply', to: 'requester' },
      ],
    };
  }

  redeem({ amount, asset, coins }: IssuerRequest): IssuerAnswer {
    if (asset !== this.#asset) return { refuse: 'unsupported' };
    const paid = amount > 0 ? amount : coins;
    if (!(paid > 0) || paid > coins) return { refuse: 'tooSmall' };
    // What the pots cannot pay waits.
    const atHand = this.#banksAreOpen ? Math.min(paid, this.#in('reserve')) : paid;
    const moves: Move[] = [
      { asset: this.#books.coin, amount: paid, from: 'requester', to: 'supply' },
      { asset, amount: atHand, from: 'reserve', to: 'requester' },
      { asset, amount: paid - atHand, from: 'bank', to: 'requester' },
    ];
    return { moves };
  }

  backing(): Backing {
    const books = this.#books;
    const due = books.setAside(this.#asset);
    return {
      assets: books.worth() + due - (1 - this.#cfg.stuckWorth) * this.#in('stuck'),
      liquid: this.#in('reserve') + (this.#banksAreOpen ? this.#in('bank') : 0),
      liabilities: books.circulating() + due,
    };
  }

  /** A bank fails or is opened again; in banking hours the bank is brought to its share. */
  upkeep(nowMs: number): readonly Move[] {
    const { bankShare, stuckAfter, stuckFor, stuckShare } = this.#cfg;
    const sinceMs = nowMs - this.#startMs;
    const [cash, bank, stuck] = ['reserve', 'bank', 'stuck'].map((pot) => this.#in(pot));
    if (this.#failed === 'not yet' && sinceMs >= stuckAfter) {
      this.#failed = 'now';
      const lost = Math.min(bank, stuckShare * (cash + bank));
      if (lost > 0) return [this.#move(lost, 'bank', 'stuck')];
    }
    if (this.#failed === 'now' && sinceMs >= stuckAfter + stuckFor) {
      this.#failed = 'no more';
      if (stuck > 0) return [this.#move(stuck, 'stuck', 'bank')];
    }
    if (!this.#banksAreOpen) return [];
    const missing = bankShare * (cash + bank) - bank;
    return [missing > 0 ? this.#move(missing, 'reserve', 'bank') : this.#move(-missing, 'bank', 'reserve')];
  }

  get #banksAreOpen(): boolean {
    return isBankingTime(this.#view.nowMs, this.#cfg.opens, this.#cfg.closes);
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
  name: 'fiat-reserve',
  version: '1.0.0',
  summary: 'Mints and redeems one to one against money in a reserve, part of which banks pay out in their hours only.',
  formula:
    'coins = money, both ways; paid at once = at hand + (in banking hours) bank; assets = reserve − (1 − stuckWorth)·stuck',
  sources: [
    'Circle, "An Update on USDC and Silicon Valley Bank" (11 March 2023)',
    'Circle (@circle), $3.3 billion of about $40 billion at Silicon Valley Bank (10 March 2023)',
  ],
  params,
  use: FiatReserve,
});
