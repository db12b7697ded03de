import { PARAMS, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type {
  DeleveragingCandidate,
  DeleveragingPolicy,
  DeleveragingShare,
  PerpInstrument,
  VenueTerms,
  z,
} from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { leveragePnl } from './leverage-pnl.ts';
import { rankedQueue, takeFromQueue } from './ranked-queue.ts';

/** At which price and when; the rank has no figure to choose. */
export const params = parameters(closingTerms({ price: 'bankruptcy', trigger: 'fund' }));

/** Closes the most profitable and most leveraged positions of the other side first, each as a whole. */
@injectable()
export class ProfitLeverageQueue implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;
  readonly #venue: VenueTerms;

  constructor(@inject(PARAMS) { price, trigger }: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.price = price;
    this.trigger = trigger;
    this.#venue = venue;
  }

  allot({ settle }: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    const unitAtoms = this.#venue.assetScales[settle];
    return takeFromQueue(
      rankedQueue(candidates, (candidate) => leveragePnl(candidate, unitAtoms)),
      lots,
    );
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'profit-leverage-queue',
  version: '1.0.0',
  summary: 'Closes the positions with the most profit and leverage first, one after another.',
  formula:
    'rank = [max(0, unrealised) ÷ max(1, wallet)] × [maintenance margin ÷ (wallet + unrealised)], 0 when wallet + unrealised ≤ 0; ' +
    'highest rank first, whole positions',
  sources: [
    'Binance, FAQ "What Is Auto-Deleveraging (ADL) and How Does It Work" (360033525471), read October 2025',
    'order of equal ranks: a choice of this laboratory',
  ],
  params,
  use: ProfitLeverageQueue,
});
