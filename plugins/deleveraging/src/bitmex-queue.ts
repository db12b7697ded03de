import { PARAMS, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare, PerpInstrument, z } from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { rankedQueue, takeFromQueue } from './ranked-queue.ts';

/** At which price and when; the ranking has no figure to choose. */
export const params = parameters(closingTerms({ price: 'bankruptcy', trigger: 'fund' }));

/**
 * Ranking of a position: profit × leverage when it is in profit, loss ÷ leverage when not; positive, 0 or negative.
 *
 * Profit is (mark value − entry value) ÷ |entry value| and leverage |mark value| ÷ (mark value − bankrupt value) (BitMEX,
 * support, "What is Auto-Deleveraging"). Mark value − bankrupt value is the equity of the pool of margin, as the bankruptcy
 * price is where that is zero while other prices stay; below one atom it counts as one. `inverse` tells contracts whose
 * value falls in size as the price rises.
 */
export function bitmexRanking(
  { sizeLots, positionAtoms, unrealisedAtoms, equityAtoms }: DeleveragingCandidate,
  inverse: boolean,
): number {
  const isPositive = sizeLots > 0 !== inverse;
  const markValue = isPositive ? positionAtoms : -positionAtoms;
  const profit = unrealisedAtoms / Math.max(1, Math.abs(markValue - unrealisedAtoms));
  const leverage = Math.max(1, positionAtoms) / Math.max(1, equityAtoms);
  return profit > 0 ? profit * leverage : profit / leverage;
}

/** Closes the positions with the highest ranking first, each as a whole. */
@injectable()
export class BitmexQueue implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;

  constructor(@inject(PARAMS) { price, trigger }: z.infer<typeof params>) {
    this.price = price;
    this.trigger = trigger;
  }

  allot({ inverse }: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    return takeFromQueue(
      rankedQueue(candidates, (candidate) => bitmexRanking(candidate, inverse)),
      lots,
    );
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'bitmex-queue',
  version: '1.0.0',
  summary:
    'Closes positions by profit times effective leverage, those at a loss by loss over leverage, one after another.',
  formula:
    'profit = (mark value − entry value) ÷ |entry value|; leverage = |mark value| ÷ (mark value − bankrupt value); ' +
    'ranking = profit × leverage when profit > 0, else profit ÷ leverage; highest ranking first, whole positions',
  sources: [
    'BitMEX, support article 18589621443357 "What is Auto-Deleveraging", and "Auto Deleveraging Examples" (bitmex.com/app/autoDeleveragingExamples)',
    'equity of the pool for mark value − bankrupt value, and the order of equal rankings: a choice of this laboratory',
  ],
  params,
  use: BitmexQueue,
});
