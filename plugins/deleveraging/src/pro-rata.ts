import { PARAMS, apportion, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare, PerpInstrument, z } from '@ebb/sdk';
import { closingTerms } from './closing-terms.ts';
import { sharesOf } from './shares-of.ts';

/** At which price and when. */
export const params = parameters(closingTerms({ price: 'bankruptcy', trigger: 'fund' }));

/** Closes the same fraction of every position on the other side. */
@injectable()
export class ProRata implements DeleveragingPolicy {
  readonly price: NonNullable<DeleveragingPolicy['price']>;
  readonly trigger: NonNullable<DeleveragingPolicy['trigger']>;

  constructor(@inject(PARAMS) { price, trigger }: z.infer<typeof params>) {
    this.price = price;
    this.trigger = trigger;
  }

  allot(_instrument: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    const sizes = candidates.map(({ sizeLots }) => Math.abs(sizeLots));
    return sharesOf(candidates, apportion(lots, sizes, sizes));
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'pro-rata',
  version: '1.0.0',
  summary: 'Closes the same fraction of every position on the other side.',
  formula: 'lots of an account = lots × its size ÷ the sizes of all, by largest remainders, equals by rising account',
  sources: [
    'Chitra, "Autodeleveraging: Impossibilities and Optimization" (arXiv 2512.01112, December 2025), which sets shares in proportion against queues',
    'whole lots by largest remainders: a choice of this laboratory',
  ],
  params,
  use: ProRata,
});
