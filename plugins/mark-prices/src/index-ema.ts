import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { MarkInputs, MarkPricePolicy, z } from '@ebb/sdk';
import { ContinuousEma } from './continuous-ema.ts';

/** How fast the basis is forgotten, and how far it may carry the mark. */
export const params = parameters({
  timeConstant: p.duration({
    describe: 'Time in which a sample of the basis fades by 1/e; its half-life is 0.69 of that.',
    default: '150 s',
    min: '1 ms',
  }),
  limit: p.fraction({ describe: 'How far from the index the mark may be.', default: 1, min: 0, max: 1 }),
});

/** Follows the index at the recent basis of the book; a book with an empty side leaves the basis as it was. */
@injectable()
export class IndexEma implements MarkPricePolicy {
  readonly #limit: number;
  readonly #basis: ContinuousEma;

  constructor(@inject(PARAMS) { timeConstant, limit }: z.infer<typeof params>) {
    this.#limit = limit;
    this.#basis = new ContinuousEma(timeConstant);
  }

  /** Without an index there is no mark; before the first sample it is the index. */
  price({ index, bid, ask, nowMs }: MarkInputs): number {
    const sample = (bid + ask) / 2 - index;
    if (!Number.isNaN(sample)) this.#basis.add(nowMs, sample);
    const basis = Number.isNaN(this.#basis.value) ? 0 : this.#basis.value;
    const widest = this.#limit * index;
    return index + Math.min(Math.max(basis, -widest), widest);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'mark',
  name: 'index-ema',
  version: '1.0.0',
  summary: 'The index and an exponential moving average of how far the middle of the book stands from it.',
  formula: 'mark = index + clamp(EMA[(bid + ask) ÷ 2 − index], ± limit × index)',
  sources: [
    'Hyperliquid, docs, "Robust price indices" (2025): oracle price + EMA of 150 s of mid − oracle, the first part of its mark price, and the update of the average',
    'DerivaDEX, docs, "Price feeds and mark price inputs": index + EMA of the premium, within 0.5 %',
  ],
  params,
  use: IndexEma,
});
