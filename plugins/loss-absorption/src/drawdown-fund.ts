import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Backstops, FundView, LossAbsorptionPolicy, PositionView, z } from '@ebb/sdk';
import { bearing, bears, equityAfterTakeover } from './bearing.ts';

/** How far the fund may fall, from what, and what it must cover. */
export const params = parameters({
  drawdown: p.fraction({
    describe: 'Fall of the fund from its peak, as a share of the peak, at which the other side is deleveraged.',
    default: '30%',
    min: 0,
    max: 1,
  }),
  window: p.duration({ describe: 'How far back the peak is looked for.', default: '8 h', min: '1 s' }),
  cover: bearing.cover,
});

/**
 * Whether a fund would be down from its peak by the share or more with a position that it took over. What it holds counts at
 * the mark where that makes it smaller than its balance, as a loss that is not yet realised is one too.
 */
export function isDown(position: PositionView, fund: FundView, drawdown: number): boolean {
  const left = Math.min(fund.balanceAtoms, equityAfterTakeover(position, fund));
  return fund.peakBalanceAtoms - left >= drawdown * fund.peakBalanceAtoms;
}

/** Lets the fund take bankrupt positions over until it has lost a share of its peak of the last hours, or is too small. */
@injectable()
export class DrawdownFund implements LossAbsorptionPolicy {
  readonly peakWindowMs: number;
  readonly #drawdown: number;
  readonly #cover: number;

  constructor(@inject(PARAMS) { drawdown, window, cover }: z.infer<typeof params>) {
    this.peakWindowMs = window;
    this.#drawdown = drawdown;
    this.#cover = cover;
  }

  absorb(position: PositionView, { fund }: Backstops): 'fund' | 'deleverage' {
    const isLarge = bears(position, fund, { floor: 0, cover: this.#cover });
    return isLarge && !isDown(position, fund, this.#drawdown) ? 'fund' : 'deleverage';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'lossAbsorption',
  name: 'drawdown-fund',
  version: '1.0.0',
  summary: 'The fund takes bankrupt positions over until it is down by a share of its peak of the last hours.',
  formula:
    'deleverage when peak − min(balance, equity after the takeover) ≥ drawdown × peak, the peak being the highest balance of the ' +
    'window, or when equity after the takeover is not above 0 or below cover × maintenance margin of all the fund then holds',
  sources: [
    'OKX, help, "What is the meaning and purpose of the early liquidation mechanism?": a fall of 30 % from the peak within 8 hours',
    'Bybit, insurance fund pools of 19 December 2025: the same threshold, over rolling periods of eight hours',
    'cover, and that unrealised losses count: a choice of this laboratory',
  ],
  params,
  use: DrawdownFund,
});
