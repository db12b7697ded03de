import { PARAMS, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare, PerpInstrument, z } from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { rankedQueue, takeFromQueue } from './ranked-queue.ts';

/** At which price and when; the index has no figure to choose. */
export const params = parameters(closingTerms({ price: 'previousMark', trigger: 'accountValue' }));

/**
 * Sorting index of a position in profit: (mark ÷ entry) × (notional ÷ account value), with entry ÷ mark for a short; 0 for
 * one that is not in profit (Hyperliquid, documentation, "Auto-deleveraging", 2025). An account value below one atom counts
 * as one: the docs do not say.
 */
export function sortingIndex({
  sizeLots,
  entryTicks,
  markTicks,
  positionAtoms,
  unrealisedAtoms,
  equityAtoms,
}: DeleveragingCandidate): number {
  if (unrealisedAtoms <= 0) return 0;
  const move = sizeLots > 0 ? markTicks / entryTicks : entryTicks / markTicks;
  return move * (positionAtoms / Math.max(1, equityAtoms));
}

/** Closes the positions in profit with the largest index first, each as a whole. */
@injectable()
export class HyperliquidQueue implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;

  constructor(@inject(PARAMS) { price, trigger }: z.infer<typeof params>) {
    this.price = price;
    this.trigger = trigger;
  }

  allot(_instrument: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    return takeFromQueue(rankedQueue(candidates, sortingIndex), lots);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'hyperliquid-queue',
  version: '1.0.0',
  summary: 'Closes the positions in profit with the largest price move and leverage first, at the mark price before.',
  formula:
    'index = (mark ÷ entry for a long, entry ÷ mark for a short) × (notional ÷ account value); positions in profit by falling ' +
    'index, whole; then the others by gain a lot',
  sources: [
    'Hyperliquid, documentation, "Auto-deleveraging" (hyperliquid.gitbook.io), 2025',
    'what comes after the positions in profit, and equal indices: a choice of this laboratory',
  ],
  params,
  use: HyperliquidQueue,
});
