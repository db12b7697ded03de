import { ConstantProduct, PARAMS, definePlugin, inject, injectable, p, parameters, wholePpm } from '@ebb/sdk';
import type { CurvePolicy, PoolCurve, z } from '@ebb/sdk';

/** What a pool asks of those who trade with it. */
export const params = parameters({
  fee: p.fraction({
    describe: 'Share of what a trader pays in that stays in the pool, in whole parts per million.',
    default: '0.3%',
    min: 0,
    max: '10%',
  }),
});

/** x · y = k. */
@injectable()
export class ConstantProductPool implements CurvePolicy {
  readonly #feePpm: number;

  constructor(@inject(PARAMS) { fee }: z.infer<typeof params>) {
    this.#feePpm = wholePpm(fee, 'the fee of a pool');
  }

  pool(): PoolCurve {
    return new ConstantProduct(this.#feePpm);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'curve',
  name: 'constant-product',
  version: '1.0.0',
  summary: 'A pool that keeps the product of its two reserves, and so trades at any price whatever its size.',
  formula:
    'x · y = k; buying b of x costs y · b ÷ (x − b) ÷ (1 − fee), rounded up; selling b fetches y · r ÷ (x + r), r = b · (1 − fee), rounded down',
  sources: ['Adams, Zinsmeister and Robinson, "Uniswap v2 Core" (March 2020), 3.1 and 3.4; the fee of 0.3 %, 3.2.1'],
  params,
  use: ConstantProductPool,
});
