import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { IndexPricePolicy, IndexSource, IndexTarget, z } from '@ebb/sdk';

/** What the asset is taken to be worth. */
export const params = parameters({
  to: p.asset({ describe: 'The asset that one unit is priced as, whatever its own markets say.' }),
  rate: p.number({ describe: 'Units of it that one unit counts as.', default: 1, min: 0 }),
});

/** The value of one unit of an asset in another: from outside values, or 1 where it is the same; NaN where either has none. */
function valueIn(asset: string, quote: string, sources: readonly IndexSource[]): number {
  if (asset === quote) return 1;
  const outside = (symbol: string): number =>
    sources.find(({ kind, base }) => kind === 'outside' && base === symbol)?.mid ?? NaN;
  return outside(asset) / outside(quote);
}

/** Prices an asset as another, so that no depeg of its own can liquidate those who borrowed against it. */
@injectable()
export class HardPeg implements IndexPricePolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  price({ quote }: IndexTarget, sources: readonly IndexSource[]): number {
    return this.#params.rate * valueIn(this.#params.to, quote, sources);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'index',
  name: 'hard-peg',
  version: '1.0.0',
  summary: 'Prices an asset as another one, whatever its own markets say, as Aave priced USDe as USDT.',
  formula: 'price = rate × value of the other asset ÷ value of the quote, by outside values; 1 for the quote itself',
  sources: [
    'LlamaRisk, "When Pricing Breaks" (18 October 2025): Aave priced USDe at the value of USDT and saw no cascade',
    'Outside values as the price of the other asset are a choice of this laboratory',
  ],
  params,
  use: HardPeg,
});
