import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Backstops, LossAbsorptionPolicy, PositionView, z } from '@ebb/sdk';
import { bears } from './bearing.ts';

/** How far the vault may go, and who comes after it. */
export const params = parameters({
  cover: p.number({
    describe:
      'Equity that the vault (or the fund after it) needs, in maintenance margins of all it holds with the new position.',
    default: 1,
    min: 0,
  }),
  floor: p.fraction({
    describe: 'Share of its first balance below which the equity of the vault may not fall by taking a position over.',
    default: 0,
    min: 0,
    max: 1,
  }),
  otherwise: p.choice(['deleverage', 'fund'], {
    describe:
      'What comes when the vault takes no more: the other side, or the insurance fund while it covers, and then the other side.',
    default: 'deleverage',
  }),
});

/** Lets the backstop vault take bankrupt positions over as long as it can bear them; then the fund, or the other side. */
@injectable()
export class BackstopVault implements LossAbsorptionPolicy {
  readonly #params: z.infer<typeof params>;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
  }

  absorb(position: PositionView, { fund, vault }: Backstops): 'fund' | 'vault' | 'deleverage' {
    const { cover, otherwise } = this.#params;
    if (vault !== null && bears(position, vault, this.#params)) return 'vault';
    return otherwise === 'fund' && bears(position, fund, { floor: 0, cover }) ? 'fund' : 'deleverage';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'backstop-vault',
  version: '1.0.0',
  summary: 'A vault takes bankrupt positions over while it can bear them; after that the fund, or the other side.',
  formula:
    'the vault takes it while its equity after the takeover is above 0, at least floor × its first balance and at least cover × the ' +
    'maintenance margin of all it then holds; then the fund by the same test without floor, if told so; then the other side',
  sources: [
    'Hyperliquid, documentation, "Liquidations" (Liquidator Vault) and "Auto-deleveraging", 2025: the vault first, and no other fund',
    'floor in place of the cap on losses that Hyperliquid gave its liquidator vault in March 2025, whose figure is not published; cover: a choice of this laboratory',
  ],
  params,
  use: BackstopVault,
});
