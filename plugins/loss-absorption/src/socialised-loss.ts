import { PARAMS, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Backstops, LossAbsorptionPolicy, LossCandidate, LossShare, PositionView, z } from '@ebb/sdk';
import { bearing, bears } from './bearing.ts';
import { lossShares } from './loss-shares.ts';

/** How far the fund may go before. */
export const params = parameters(bearing);

/** Lets the fund take positions over while it can bear them, and spreads what it cannot pay over those who gain. */
@injectable()
export class SocialisedLoss implements LossAbsorptionPolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  absorb(position: PositionView, { fund }: Backstops): 'fund' | 'deleverage' {
    return bears(position, fund, this.#params) ? 'fund' : 'deleverage';
  }

  share(deficitAtoms: number, candidates: readonly LossCandidate[]): LossShare[] {
    return lossShares(deficitAtoms, candidates, ({ gainAtoms }) => gainAtoms);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'socialised-loss',
  version: '1.0.0',
  summary: 'What the fund cannot pay of a deficit is spread over those who gain on the other side, in proportion.',
  formula:
    'share = deficit × unrealised gain ÷ the gains of all, at most the gain and what is available; what is above falls on the others; ' +
    'takeovers as with insurance-fund',
  sources: [
    'Crypto.com, help, "Insurance Fund and Socialised Loss Mechanism" (4894442): pro rata to the profit of the winners',
    'Deribit, support, "Insurance Fund" (25944777576477): among the winning traders of the day',
    'unrealised gain on the other side of the position, at once, for profit of the session at its end: a choice of this laboratory',
  ],
  params,
  use: SocialisedLoss,
});
