import { Concentrated, PARAMS, definePlugin, inject, injectable, p, parameters, wholePpm } from '@ebb/sdk';
import type { CurvePolicy, PoolCurve, PriceRange, z } from '@ebb/sdk';

/** What a pool asks of those who trade with it, where ranges may end, and where the scenario's own liquidity stands. */
export const params = parameters({
  fee: p.fraction({
    describe:
      'Share of what a trader pays in that goes to those whose ranges are traded through, in whole parts per million.',
    default: '0.05%',
    min: 0,
    max: '10%',
  }),
  tickSpacing: p.integer({
    describe: 'Ranges begin and end at multiples of this many ticks of 0.01 %.',
    default: 10,
    min: 1,
    max: 16_384,
  }),
  low: p
    .number({
      describe: 'The lower end of the range of the liquidity that the scenario gives; with `high`.',
      min: 1e-12,
    })
    .optional(),
  high: p
    .number({ describe: 'The upper end of it, in quote units; over all prices when both are absent.', min: 1e-12 })
    .optional(),
});

/** Each provider's liquidity between two prices of its choice. */
@injectable()
export class ConcentratedPool implements CurvePolicy {
  readonly #feePpm: number;
  readonly #tickSpacing: number;
  readonly #range: PriceRange | undefined;

  constructor(@inject(PARAMS) { fee, tickSpacing, low, high }: z.infer<typeof params>) {
    if ((low === undefined) !== (high === undefined)) throw new RangeError('a range has both `low` and `high`');
    if (low !== undefined && high !== undefined) {
      if (!(low < high)) throw new RangeError(`\`low\` is below \`high\`, not ${low} and ${high}`);
      this.#range = { low, high };
    }
    this.#feePpm = wholePpm(fee, 'the fee of a pool');
    this.#tickSpacing = tickSpacing;
  }

  pool(): PoolCurve {
    return new Concentrated({ feePpm: this.#feePpm, tickSpacing: this.#tickSpacing });
  }

  range(): PriceRange | undefined {
    return this.#range;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'curve',
  name: 'concentrated-liquidity',
  version: '1.0.0',
  summary:
    'A pool whose providers choose the prices between which their liquidity stands, and earn the fees of trades there.',
  formula:
    'between two ticks with liquidity L: Δy = L · Δ√P, Δx = L · Δ(1/√P); √P in units of 2^-96, ticks at 1.0001^i; the fee comes off what is paid in',
  sources: [
    'Adams, Zinsmeister, Salem, Keefer and Robinson, "Uniswap v3 Core" (March 2021), 6',
    'Uniswap v3 factory (May 2021): fees of 0.05, 0.3 and 1 % with tick spacings of 10, 60 and 200',
  ],
  params,
  use: ConcentratedPool,
});
