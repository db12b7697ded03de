import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Backstops, LossAbsorptionPolicy, LossCandidate, LossShare, PositionView, z } from '@ebb/sdk';
import { bearing, bears } from './bearing.ts';
import { lossShares } from './loss-shares.ts';

/** How far the fund may go before, and since when results count. */
export const params = parameters({
  ...bearing,
  period: p.duration({
    describe: 'Length of the periods whose realised results count, from the Unix epoch on.',
    default: '7 d',
    min: '1 s',
  }),
});

/** Lets the fund take positions over while it can bear them, and takes what it cannot pay back from the period's winners. */
@injectable()
export class Clawback implements LossAbsorptionPolicy {
  readonly periodMs: number;
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.periodMs = given.period;
  }

  absorb(position: PositionView, { fund }: Backstops): 'fund' | 'deleverage' {
    return bears(position, fund, this.#params) ? 'fund' : 'deleverage';
  }

  share(deficitAtoms: number, candidates: readonly LossCandidate[]): LossShare[] {
    return lossShares(deficitAtoms, candidates, ({ realisedAtoms }) => realisedAtoms);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'clawback',
  version: '1.0.0',
  summary: 'What the fund cannot pay of a deficit is taken back from the net winners of the period, in proportion.',
  formula:
    'share = deficit × realised profit of the period ÷ the profits of all net winners, at most the profit and what is available; what is ' +
    'above falls on the others; takeovers as with insurance-fund',
  sources: [
    'OKEx, statement of 3 August 2018 on the liquidation of 31 July 2018: an equal percentage of the profit of all with a net profit in the week',
    'taken at each deficit, not at the settlement of the week: a choice of this laboratory',
  ],
  params,
  use: Clawback,
});
