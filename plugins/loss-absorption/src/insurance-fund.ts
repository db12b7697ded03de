import { PARAMS, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Backstops, LossAbsorptionPolicy, PositionView, z } from '@ebb/sdk';
import { bearing, bears } from './bearing.ts';

/** How far the fund may go. */
export const params = parameters(bearing);

/** Lets the insurance fund take bankrupt positions over as long as it can bear them; then the other side must. */
@injectable()
export class InsuranceFundFirst implements LossAbsorptionPolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  absorb(position: PositionView, { fund }: Backstops): 'fund' | 'deleverage' {
    return bears(position, fund, this.#params) ? 'fund' : 'deleverage';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'insurance-fund',
  version: '1.0.0',
  summary:
    'The insurance fund takes bankrupt positions over while it can bear them; after that the other side is closed.',
  formula:
    'equity after = equity of the fund + value at the mark − value at the bankruptcy price; the fund takes it while that is ' +
    'above 0, at least floor × its first balance and at least cover × the maintenance margin of all it then holds',
  sources: [
    'Binance, FAQ "Auto-Deleveraging" (360033525471), and FAQ "Insurance Fund", 2020',
    'floor and cover: a choice of this laboratory',
  ],
  params,
  use: InsuranceFundFirst,
});
