import { PARAMS, definePlugin, inject, injectable, notionalAtoms, p, parameters } from '@ebb/sdk';
import type { Backstops, FundView, LossAbsorptionPolicy, PositionView, z } from '@ebb/sdk';

/** How far the fund may go. */
export const params = parameters({
  floor: p.fraction({
    describe: 'Share of its first balance below which the equity of the fund may not fall by taking a position over.',
    default: 0,
    min: 0,
    max: 1,
  }),
  cover: p.number({
    describe: 'Equity that the fund needs, in maintenance margins of all it holds with the new position.',
    default: 1,
    min: 0,
  }),
});

/** Equity of the fund after it took a position over at its bankruptcy price; settlement atoms. */
export function equityAfterTakeover(
  { instrument, sizeLots, markTicks, bankruptcyTicks }: PositionView,
  fund: FundView,
): number {
  return fund.equityAtoms + notionalAtoms(instrument, markTicks - bankruptcyTicks, sizeLots);
}

/** Lets the insurance fund take bankrupt positions over as long as it can bear them; then the other side must. */
@injectable()
export class InsuranceFundFirst implements LossAbsorptionPolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  absorb(position: PositionView, { fund }: Backstops): 'fund' | 'deleverage' {
    const { floor, cover } = this.#params;
    const equity = equityAfterTakeover(position, fund);
    const needed = cover * (fund.maintenanceAtoms + position.maintenanceAtoms);
    return equity > 0 && equity >= floor * fund.initialBalanceAtoms && equity >= needed ? 'fund' : 'deleverage';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'insurance-fund',
  version: '1.0.0',
  summary:
    'The insurance fund takes bankrupt positions over while it can bear them; after that the other side is closed.',
  params,
  use: InsuranceFundFirst,
});
