import { PARAMS, definePlugin, inject, injectable, mulDiv, p, parameters } from '@ebb/sdk';
import type { AccountView, LiquidationOrder, LiquidationPolicy, LiquidationStep, ReducibleView, z } from '@ebb/sdk';
import { closingOrder, reducibleLots } from './closing-order.ts';
import { feeParameter, feePpmOf, refuseSplitPpm } from './liquidation-fee.ts';

const MILLION = 1_000_000;

/** How slowly, how gently, and when it is too late for either. */
export const params = parameters({
  duration: p.duration({ describe: 'Time over which everything is to be closed.', default: '10 min', min: '1 s' }),
  every: p.duration({ describe: 'Time between slices; at least a mark interval.', default: '5 s', min: '1 ms' }),
  depthShare: p.fraction({
    describe: 'Most of the lots on the other side of the book that a slice may take.',
    default: '10%',
    min: 0,
    max: 1,
  }),
  within: p.fraction({
    describe: 'How far from its best price the other side of the book is counted.',
    default: '1%',
    min: 0,
    max: 1,
  }),
  slippage: p.fraction({
    describe: 'How much worse than the mark a position may be sold; assets are sold at any price.',
    default: '1%',
    min: 0,
    max: 1,
  }),
  stop: p.fraction({
    describe: 'Share of its maintenance margin below which the account goes to loss absorption.',
    default: '50%',
    min: 0,
    max: 1,
  }),
  fee: feeParameter(0),
}).superRefine(refuseSplitPpm);

/** Lots of one of so many equal slices that are left, rounded up, but at most a share of the depth, rounded down. */
export function twapLots(heldLots: number, slicesLeft: number, depthLots: number, depthSharePpm: number): number {
  return Math.min(mulDiv(heldLots, 1, slicesLeft, 'ceil'), mulDiv(depthLots, depthSharePpm, MILLION, 'floor'));
}

/** Sells a failing account off in equal slices over a time, none larger than the book bears, while its equity lasts. */
@injectable()
export class TwapLiquidation implements LiquidationPolicy {
  readonly feePpm: number;
  readonly #params: z.infer<typeof params>;
  /** When an account's last slice was sent; milliseconds since the epoch. Its pools of margin share their times. */
  readonly #slices = new Map<number, number>();

  /** Throws a RangeError when the fee is not a whole number of parts per million. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#params = given;
    this.feePpm = feePpmOf(given);
  }

  step(view: AccountView): LiquidationStep {
    const { account, equityAtoms, maintenanceAtoms, ranked, nowMs, sinceMs } = view;
    const { duration, every, stop } = this.#params;
    const leftMs = sinceMs + duration - nowMs;
    if (leftMs <= 0 || equityAtoms < stop * maintenanceAtoms) return { orders: [], otherwise: 'absorb' };
    const last = this.#slices.get(account) ?? nowMs;
    // Another pool of the same account may have had its slice at this very mark.
    if (last < nowMs && nowMs < last + every) return { orders: [], otherwise: 'wait' };
    this.#slices.set(account, nowMs);
    const slicesLeft = Math.ceil(leftMs / every);
    return { orders: ranked.flatMap((each) => this.#slice(view, each, slicesLeft)), otherwise: 'wait' };
  }

  #slice(view: AccountView, reducible: ReducibleView, slicesLeft: number): LiquidationOrder[] {
    const { depthShare, within } = this.#params;
    const held = reducibleLots(reducible);
    const instrument = reducible.kind === 'position' ? reducible.instrument : reducible.market;
    if (instrument === null || held === 0) return [];
    const depth = view.depthLots(instrument, held > 0 ? 'sell' : 'buy', within);
    const lots = twapLots(Math.abs(held), slicesLeft, depth, Math.round(depthShare * MILLION));
    return closingOrder(reducible, lots, this.#limit(reducible));
  }

  /** The mark less the slippage for a long that is sold, plus it for a short; towards the mark, at least 1. */
  #limit(reducible: ReducibleView): LiquidationOrder['limit'] {
    if (reducible.kind === 'asset') return 'none';
    const slippagePpm = Math.round(this.#params.slippage * MILLION);
    return reducible.sizeLots > 0
      ? Math.max(1, mulDiv(reducible.markTicks, MILLION - slippagePpm, MILLION, 'ceil'))
      : mulDiv(reducible.markTicks, MILLION + slippagePpm, MILLION, 'floor');
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'twap-liquidation',
  version: '1.0.0',
  summary: 'Sells a failing account off slowly, in equal slices that the book can bear, while its equity lasts.',
  formula:
    'lots = least of ⌈size ÷ slices left⌉ and ⌊depthShare × depth within a fraction of the best price⌋, limit = mark × (1 ∓ slippage); ' +
    'loss absorption after the duration, or when equity < stop × maintenance margin',
  sources: [
    'Almgren and Chriss, "Optimal Execution of Portfolio Transactions", 2000: equal slices cost least in the mean under linear impact',
    'all figures: a choice of this laboratory',
  ],
  params,
  use: TwapLiquidation,
});
