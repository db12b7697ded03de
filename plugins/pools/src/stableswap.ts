import { PARAMS, Stableswap, definePlugin, inject, injectable, p, parameters, wholePpm } from '@ebb/sdk';
import type { CurvePolicy, PoolCurve, PoolTerms, z } from '@ebb/sdk';

/** How flat the curve is, and what a pool asks of those who trade with it. */
export const params = parameters({
  amplification: p.number({
    describe: 'A as the contracts of Curve count it: 1 is nearly a constant product, 1000 nearly a constant sum.',
    default: 200,
    min: 1,
    max: 1_000_000,
  }),
  fee: p.fraction({
    describe: 'Share of what a trader is paid that stays in the pool, in whole parts per million.',
    default: '4 bp',
    min: 0,
    max: '10%',
  }),
});

/** Nearly one to one near balance, nearly a constant product far from it. */
@injectable()
export class StableswapPool implements CurvePolicy {
  readonly #amplification: number;
  readonly #feePpm: number;

  constructor(@inject(PARAMS) { amplification, fee }: z.infer<typeof params>) {
    // The contracts' A is A · n^(n − 1) of the whitepaper, which for two coins is twice as much.
    this.#amplification = amplification / 2;
    this.#feePpm = wholePpm(fee, 'the fee of a pool');
  }

  pool({ baseScale, quoteScale }: PoolTerms): PoolCurve {
    return new Stableswap({ amplification: this.#amplification, feePpm: this.#feePpm, baseScale, quoteScale });
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'curve',
  name: 'stableswap',
  version: '1.0.0',
  summary: 'A pool for two assets that are worth the same, which trades near one to one until one of them runs out.',
  formula:
    '2A · (x + y) + D = 2A · D + D³ ÷ (4xy), D the invariant; a trade keeps D, the fee comes off what is paid out and stays in the reserves',
  sources: [
    'Egorov, "StableSwap: efficient mechanism for Stablecoin liquidity" (November 2019)',
    'curvefi/curve-contract, StableSwap.vy (2020): get_D, get_y, add_liquidity; the fee of 0.04 % is that of its first pools',
  ],
  params,
  use: StableswapPool,
});
