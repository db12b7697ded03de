import { PARAMS, apportion, definePlugin, inject, injectable, mulDiv, parameters } from '@ebb/sdk';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare, PerpInstrument, z } from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { sharesOf } from './shares-of.ts';

const MILLION = 1_000_000;

/** At which price and when. */
export const params = parameters(closingTerms({ price: 'bankruptcy', trigger: 'fund' }));

/**
 * Weights in proportion to size × maintenance margin ÷ equity, whole and at least 1; the quotient is 1 where equity is no
 * more than maintenance margin. They are in millionths of a lot, or coarser where the sizes of all are large.
 */
export function riskWeights(candidates: readonly DeleveragingCandidate[]): number[] {
  const sizes = candidates.map(({ sizeLots }) => Math.abs(sizeLots));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const scale = Math.max(1, Math.min(MILLION, Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, whole))));
  return candidates.map(({ equityAtoms, maintenanceAtoms }, index) => {
    const size = sizes[index] * scale;
    if (equityAtoms <= maintenanceAtoms) return size;
    return Math.max(1, mulDiv(size, maintenanceAtoms, equityAtoms, 'floor'));
  });
}

/** Closes more of the positions whose accounts are nearer to liquidation themselves. */
@injectable()
export class RiskAware implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;

  constructor(@inject(PARAMS) { price, trigger }: z.infer<typeof params>) {
    this.price = price;
    this.trigger = trigger;
  }

  allot(_instrument: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    const sizes = candidates.map(({ sizeLots }) => Math.abs(sizeLots));
    return sharesOf(candidates, apportion(lots, riskWeights(candidates), sizes));
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'risk-aware',
  version: '1.0.0',
  summary: 'Closes positions in proportion to size and to how near their accounts are to liquidation.',
  formula:
    'weight = size × min(1, maintenance margin ÷ equity); lots = lots × weight ÷ the weights of all, none above its size, what is ' +
    'above falls on the others',
  sources: [
    'that shares should follow risk: Chitra, "Autodeleveraging: Impossibilities and Optimization" (arXiv 2512.01112, December 2025), ' +
      'and Campbell, Hey, Moallemi and Nutz, "Risk-Based Auto-Deleveraging" (arXiv 2603.15963, March 2026)',
    'the weight itself: a choice of this laboratory',
  ],
  params,
  use: RiskAware,
});
