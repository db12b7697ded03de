import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { AccountView, LiquidationPolicy, LiquidationStep, z } from '@ebb/sdk';
import { closingOrders } from './closing-order.ts';
import { feeParameter, feePpmOf, refuseSplitPpm } from './liquidation-fee.ts';

/** How long keepers may bid, and whether the book is asked before. */
export const params = parameters({
  duration: p.duration({ describe: 'How long keepers may bid for the positions.', default: '10 s', min: '1 ms' }),
  before: p.choice(['nothing', 'order'], {
    describe:
      'What comes before the auction: nothing, or one order for each position and asset, at its bankruptcy price.',
    default: 'nothing',
  }),
  fee: feeParameter(0),
}).superRefine(refuseSplitPpm);

/** Offers the positions of a failing account to keepers by auction, and keeps them from the book. */
@injectable()
export class KeeperAuction implements LiquidationPolicy {
  readonly feePpm: number;
  readonly auctionMs: number;
  readonly #isOrderFirst: boolean;

  /** Throws a RangeError when the fee is not a whole number of parts per million. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.feePpm = feePpmOf(given);
    this.auctionMs = given.duration;
    this.#isOrderFirst = given.before === 'order';
  }

  step({ ranked }: AccountView): LiquidationStep {
    return { orders: this.#isOrderFirst ? closingOrders(ranked, 'bankruptcy') : [], otherwise: 'auction' };
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'keeper-auction',
  version: '1.0.0',
  summary: 'Offers the positions of a failing account to keepers by auction instead of selling them on the book.',
  formula: 'every position is auctioned for a time; the best bids win and pay their own price',
  sources: [
    'that keepers bid for parts of what is seized: MakerDAO forum, "Liquidations 2.0: Technical Summary", 2020',
    'open bids that pay their own price, in place of a falling one, and the time: a choice of this laboratory',
  ],
  params,
  use: KeeperAuction,
});
