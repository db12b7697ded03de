import { PARAMS, VENUE, definePlugin, inject, injectable, isDrawable, mulDiv, p, parameters, z } from '@ebb/sdk';
import type {
  AccountView,
  LiquidationOrder,
  LiquidationPolicy,
  LiquidationStep,
  ReducibleView,
  VenueTerms,
} from '@ebb/sdk';
import { closingOrder, closingOrders, reducibleLots } from './closing-order.ts';
import { feeParameter, feePpmOf, refuseSplitPpm } from './liquidation-fee.ts';
import { findUnrisenBound, nextLowerBound, tierBounds } from './risk-tiers.ts';

const MILLION = 1_000_000;

const bound = p.number({ describe: 'Notional up to which a tier holds.', min: 0 });

/** The rungs of the ladder, how many are taken, and what comes at its foot. */
export const params = parameters({
  tiers: z
    .record(z.string(), p.list(bound, { describe: 'Bounds of the tiers, rising.', min: 1 }))
    .prefault({})
    .meta({
      description:
        'Upper bounds of the risk tiers by symbol, in units of the asset that the contract settles in; `default` holds for the ' +
        'perpetuals that are not named. Without bounds a position is reduced by `share`.',
    }),
  share: p.fraction({
    describe:
      'Part of what is left that one step closes of assets and of positions without tiers, rounded up to a lot.',
    default: '25%',
    min: '0.01%',
    max: 1,
  }),
  steps: p.integer({ describe: 'Most steps, one a mark, before the foot of the ladder.', default: 10, min: 1 }),
  foot: p.choice(['absorb', 'order'], {
    describe: 'What comes in the lowest tier: loss absorption at once, or after one order for all that is left.',
    default: 'absorb',
  }),
  limit: p.choice(['bankruptcy', 'none'], {
    describe:
      'Worst price of the orders: the one that leaves the account nothing, or none; assets are sold at any price.',
    default: 'bankruptcy',
  }),
  fee: feeParameter(0),
})
  .superRefine(refuseSplitPpm)
  .superRefine(({ tiers }, context) => {
    for (const [symbol, bounds] of Object.entries(tiers)) {
      // A distribution is checked when it has been drawn.
      const unrisen = bounds.some(isDrawable) ? undefined : findUnrisenBound(bounds);
      if (unrisen === undefined) continue;
      context.addIssue({ code: 'custom', message: 'a bound above the one before', path: ['tiers', symbol, unrisen] });
    }
  });

/** Takes positions down their tiers of risk, one tier a mark, and hands on what fails in the lowest. */
@injectable()
export class Laddered implements LiquidationPolicy {
  readonly feePpm: number;
  readonly #params: z.infer<typeof params>;
  readonly #sharePpm: number;
  readonly #bounds: readonly (readonly number[] | undefined)[];

  /** Throws a RangeError when tiers or fee are not what they should be. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#params = given;
    this.#sharePpm = Math.round(given.share * MILLION);
    this.#bounds = tierBounds(given.tiers, venue);
    this.feePpm = feePpmOf(given);
  }

  step({ ranked, step }: AccountView): LiquidationStep {
    const { steps, foot, limit } = this.#params;
    const orders = step < steps ? ranked.flatMap((each) => this.#rung(each)) : [];
    if (orders.length > 0) return { orders, otherwise: 'wait' };
    return { orders: foot === 'order' ? closingOrders(ranked, limit) : [], otherwise: 'absorb' };
  }

  /** The order that takes one rung; none for a position in its lowest tier. */
  #rung(reducible: ReducibleView): LiquidationOrder[] {
    const { limit } = this.#params;
    const held = Math.abs(reducibleLots(reducible));
    const bounds = reducible.kind === 'position' ? this.#bounds[reducible.instrument.index] : undefined;
    if (reducible.kind === 'asset' || bounds === undefined) {
      return closingOrder(reducible, mulDiv(held, this.#sharePpm, MILLION, 'ceil'), limit);
    }
    const lower = nextLowerBound(bounds, reducible.notionalAtoms);
    if (lower === undefined) return [];
    return closingOrder(reducible, held - mulDiv(held, lower, reducible.notionalAtoms, 'floor'), limit);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'laddered',
  version: '1.0.0',
  summary: 'Reduces positions tier by tier, one tier a mark, and hands on what still fails in the lowest.',
  formula:
    'lots = size − ⌊size × bound of the next lower tier ÷ notional⌋, one step a mark; in the lowest tier loss absorption',
  sources: [
    'Bybit, help, "Trading Rules: Liquidation Process (Unified Trading Account)", 10 September 2024',
    'OKX, help, "Forced Partial or Full Liquidation" (360020411711)',
    'share and steps: a choice of this laboratory',
  ],
  params,
  use: Laddered,
});
