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
    describe: 'Most notional that is offered at one mark, in units of the settlement asset, but never less than a lot.',
    default: '1 M',
    min: 0,
  }),
  slippage: p.fraction({ describe: 'How much worse than the mark the price may be.', default: '1%', min: 0, max: 1 }),
});

/** Lots to offer: a share of the position, rounded up, within a notional (atoms), but at least one lot. */
export function sliceLots(position: PositionView, sharePpm: number, maxNotionalAtoms: number): number {
  const held = Math.abs(position.sizeLots);
  const share = mulDiv(held, sharePpm, MILLION, 'ceil');
  const affordable = Math.floor(maxNotionalAtoms / (position.markTicks * position.instrument.atomsPerTickLot));
  return Math.max(1, Math.min(held, share, affordable));
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
  readonly #maxNotionalAtoms: number;

  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#sharePpm = Math.round(given.share * MILLION);
    this.#slippagePpm = Math.round(given.slippage * MILLION);
    this.#maxNotionalAtoms = Math.round(given.maxNotional * venue.settleScale);
  }

  slice(position: PositionView): { readonly lots: number; readonly limitTicks: number } {
    if (this.#sharePpm === 0 || this.#maxNotionalAtoms === 0) return { lots: 0, limitTicks: 0 };
    return {
      lots: sliceLots(position, this.#sharePpm, this.#maxNotionalAtoms),
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
  params,
  use: SteadyDisposal,
});
