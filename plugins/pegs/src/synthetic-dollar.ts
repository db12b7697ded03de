import { ISSUER, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Backing, IssuerAnswer, IssuerBooks, IssuerRequest, Peg } from '@ebb/sdk';

export const params = parameters({});

/** Issues a coin against a stable asset. */
@injectable()
export class SyntheticDollar implements Peg {
  readonly #books: IssuerBooks;

  constructor(@inject(ISSUER) books: IssuerBooks) {
    this.#books = books;
  }

  mint({ asset, amount }: IssuerRequest): IssuerAnswer {
    const { coin, reference } = this.#books;
    if (asset !== reference) return { refuse: 'unsupported' };
    return {
      moves: [
        { asset, amount, from: 'requester', to: 'reserve' },
        { asset: coin, amount, from: 'supply', to: 'requester' },
      ],
    };
  }

  redeem({ asset, coins }: IssuerRequest): IssuerAnswer {
    const { coin, reference } = this.#books;
    if (asset !== reference) return { refuse: 'unsupported' };
    return {
      moves: [
        { asset: coin, amount: coins, from: 'requester', to: 'supply' },
        { asset, amount: coins, from: 'reserve', to: 'requester' },
      ],
    };
  }

  backing(): Backing {
    const { reference } = this.#books;
    const assets = this.#books.worth();
    const liquid = this.#books.balance(reference, 'reserve');
    return { assets, liquid, liabilities: this.#books.circulating() };
  }
}

export default definePlugin({
  kind: 'peg',
  name: 'synthetic-dollar',
  version: '1.0.0',
  summary: 'Backs a coin by assets whose price risk it has sold through perpetuals, as USDe is backed.',
  formula: 'backing = value of what it owns + results of its short perpetuals',
  sources: ['Ethena documentation, "Delta-Neutral Stability" (2025)'],
  params,
  use: SyntheticDollar,
});
