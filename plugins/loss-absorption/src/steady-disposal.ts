import { PARAMS, VENUE, definePlugin, inject, injectable, mulDiv, p, parameters } from '@ebb/sdk';
import type { DisposalPolicy, PositionView, VenueTerms, z } from '@ebb/sdk';

const MILLION = 1_000_000;

/** How much is offered at a time, and how far from the mark. */
export const params = parameters({
  share: p.fraction({
    describe: 'Most of the position that is offered at one mark, rounded up to a lot.',
    default: '10%',
    min: 0,
    max: 1,
  }),
  maxNotional: p.number({
    describe:
      'Most notional that is offered at one mark, in units of the asset that the contract settles in, but never less than a lot.',
    default: '1 M',
    min: 0,
  }),
  slippage: p.fraction({ describe: 'How much worse than the mark the price may be.', default: '1%', min: 0, max: 1 }),
});

/** Lots to offer: a share of the position, rounded up, within a notional (atoms), but at least one lot. */
export function sliceLots(
  { sizeLots, notionalAtoms }: PositionView,
  sharePpm: number,
  maxNotionalAtoms: number,
): number {
  const held = Math.abs(sizeLots);
  const share = mulDiv(held, sharePpm, MILLION, 'ceil');
  if (notionalAtoms <= maxNotionalAtoms) return Math.max(1, share);
  return Math.max(1, Math.min(share, mulDiv(held, maxNotionalAtoms, notionalAtoms, 'floor')));
}

/** Worst price: the mark less the slippage for a long that is sold, plus it for a short; towards the mark, at least 1. */
export function slippageLimitTicks({ sizeLots, markTicks }: PositionView, slippagePpm: number): number {
  return sizeLots > 0
    ? Math.max(1, mulDiv(markTicks, MILLION - slippagePpm, MILLION, 'ceil'))
    : mulDiv(markTicks, MILLION + slippagePpm, MILLION, 'floor');
}

/** Trades the fund out of a position in small orders near the mark, one a mark interval. */
@injectable()
export class SteadyDisposal implements DisposalPolicy {
  readonly #sharePpm: number;
  readonly #slippagePpm: number;
  readonly #maxNotional: number;
  readonly #venue: VenueTerms;

  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#sharePpm = Math.round(given.share * MILLION);
    this.#slippagePpm = Math.round(given.slippage * MILLION);
    this.#maxNotional = given.maxNotional;
    this.#venue = venue;
  }

  slice(position: PositionView): { readonly lots: number; readonly limitTicks: number } {
    const most = Math.round(this.#maxNotional * this.#venue.assetScales[position.instrument.settle]);
    if (this.#sharePpm === 0 || most === 0) return { lots: 0, limitTicks: 0 };
    return {
      lots: sliceLots(position, this.#sharePpm, most),
      limitTicks: slippageLimitTicks(position, this.#slippagePpm),
    };
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'disposal',
  name: 'steady-disposal',
  version: '1.0.0',
  summary: 'The insurance fund trades away what it took over in small orders, no worse than a little off the mark.',
  formula:
    'lots = least of share × position (rounded up) and position × maxNotional ÷ notional, at least 1; limit = mark × (1 ∓ slippage)',
  sources: ['a choice of this laboratory: no venue publishes how its fund trades'],
  params,
  use: SteadyDisposal,
});
