import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { MarkInputs, MarkPricePolicy, z } from '@ebb/sdk';
import { ContinuousEma } from './continuous-ema.ts';
import { medianPrice } from './median-price.ts';

/** How fast the two averages forget. */
export const params = parameters({
  basisTime: p.duration({
    describe: 'Time in which a sample of mid − index fades by 1/e.',
    default: '150 s',
    min: '1 ms',
  }),
  bookTime: p.duration({
    describe: 'Time in which a sample of the price of the book fades by 1/e.',
    default: '30 s',
    min: '1 ms',
  }),
});

/**
 * Median of the index at its recent basis, the price of the book (median of bid, ask and last trade), and a fast average
 * of the latter, which stands for the perpetuals of other venues when there are none to ask.
 */
@injectable()
export class OracleMedian implements MarkPricePolicy {
  readonly #basis: ContinuousEma;
  readonly #book: ContinuousEma;

  constructor(@inject(PARAMS) { basisTime, bookTime }: z.infer<typeof params>) {
    this.#basis = new ContinuousEma(basisTime);
    this.#book = new ContinuousEma(bookTime);
  }

  /** Without an index there is no mark; without a book it is the index at the basis it last had. */
  price({ index, bid, ask, last, nowMs }: MarkInputs): number {
    if (Number.isNaN(index)) return NaN;
    const sample = (bid + ask) / 2 - index;
    if (!Number.isNaN(sample)) this.#basis.add(nowMs, sample);
    const oracle = index + (Number.isNaN(this.#basis.value) ? 0 : this.#basis.value);
    const book = medianPrice(bid, ask, last);
    if (Number.isNaN(book)) return oracle;
    this.#book.add(nowMs, book);
    return medianPrice(oracle, book, this.#book.value);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'mark',
  name: 'oracle-median',
  version: '1.0.0',
  summary: "The median of the index at its basis, the price of the book, and the book's recent average.",
  formula:
    'mark = median(index + EMA₁₅₀[(bid + ask) ÷ 2 − index], median(bid, ask, last), EMA₃₀[median(bid, ask, last)])',
  sources: [
    'Hyperliquid, docs, "Robust price indices" (2025): with two of three inputs the average of 30 s joins; the third, mids of perpetuals elsewhere, is left out here',
  ],
  params,
  use: OracleMedian,
});
