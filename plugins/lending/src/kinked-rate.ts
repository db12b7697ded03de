import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { LendingRatePolicy, z } from '@ebb/sdk';

/** Where the kink is, and how steep the two parts are. */
export const params = parameters({
  optimal: p.fraction({
    describe: 'Share lent out at which the rate begins to rise steeply.',
    default: '80%',
    min: 0,
    max: 1,
  }),
  base: p.fraction({ describe: 'Interest a year while nothing is lent out.', default: 0, min: 0 }),
  slope1: p.fraction({ describe: 'What is added up to the optimal share.', default: '4%', min: 0 }),
  slope2: p.fraction({ describe: 'What is added from there until all is lent out.', default: '75%', min: 0 }),
});

/** The parameters of a kinked rate; fractions, `optimal` from 0 to 1. */
export type KinkedTerms = z.infer<typeof params>;

/**
 * Interest a year on debts: base + slope1 × U ÷ optimal up to the optimal share, and above it base + slope1 + slope2 ×
 * (U − optimal) ÷ (1 − optimal) (Aave, "Interest Rate Strategy", aave.com/docs; Aave Protocol Whitepaper v1.0, January 2020).
 */
export function kinkedRate(utilisation: number, { optimal, base, slope1, slope2 }: KinkedTerms): number {
  if (utilisation > optimal) return base + slope1 + (slope2 * (utilisation - optimal)) / (1 - optimal);
  return optimal === 0 ? base : base + (slope1 * utilisation) / optimal;
}

/** Prices what is scarce: cheap while much is left, steep once little is. */
@injectable()
export class KinkedRate implements LendingRatePolicy {
  readonly #terms: KinkedTerms;

  constructor(@inject(PARAMS) terms: KinkedTerms) {
    this.#terms = terms;
  }

  rate(utilisation: number): number {
    return kinkedRate(utilisation, this.#terms);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lendingRate',
  name: 'kinked-rate',
  version: '1.0.0',
  summary: 'Interest that rises slowly with the share lent out up to an optimal one, and steeply beyond it.',
  formula:
    'rate = base + slope1 × U ÷ optimal for U up to the optimal share, else base + slope1 + slope2 × (U − optimal) ÷ (1 − optimal); U = debts ÷ (cash + debts)',
  sources: [
    'Aave Protocol Whitepaper v1.0 (January 2020), section 1.2, and Aave docs, "Interest Rate Strategy" (v3, read in 2025): the formula',
    'aave-v3-core, test-suites/rate-strategy.spec.ts with rateStrategyStableTwo (2022): the defaults',
  ],
  params,
  use: KinkedRate,
});
