import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';
import { ownBookPrice } from './own-book-price.ts';

/** Which books, and which of their prices. */
export const params = parameters({
  markets: p.list(p.market({ describe: 'A spot market of the asset.' }), {
    describe: 'The spot markets that count, all alike; without any, the one that this venue lists for the pair.',
    default: [],
  }),
  price: p.choice(['mid', 'last'], { describe: 'Which price of a market counts.', default: 'mid' }),
});

/** Takes the price from this venue's own order book, whatever other venues pay. */
@injectable()
export class OwnBook implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  price(target: IndexTarget, sources: readonly IndexSource[]): number {
    return ownBookPrice(target, sources, this.#params.price, this.#params.markets);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'own-book',
  version: '1.0.0',
  summary:
    "Prices an asset by the venue's own spot book alone, as USDe was priced as collateral on the day of the crash.",
  formula: "price = (best bid + best ask) ÷ 2 of the venue's own spot market of the pair, or its last trade",
  sources: [
    'Cointelegraph with Rena Labs, on order-book data of USDe (October 2025): Binance priced USDe as collateral by its own book',
  ],
  params,
  use: OwnBook,
});
