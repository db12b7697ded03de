import { PARAMS, VENUE, definePlugin, inject, injectable, mulDiv, p, parameters } from '@ebb/sdk';
import type { AccountView, LiquidationPolicy, LiquidationStep, ReducibleView, VenueTerms, z } from '@ebb/sdk';
import { closingOrder, reducibleLots } from './closing-order.ts';
import { feeParameter, feePpmOf, refuseSplitPpm } from './liquidation-fee.ts';

const MILLION = 1_000_000;

/** What is large, how much of it goes first, for how long all goes after that, and when the vault takes over. */
export const params = parameters({
  large: p.number({
    describe: 'Notional above which only a part is sent, in units of the asset that the position settles in.',
    default: '100 k',
    min: 0,
  }),
  share: p.fraction({
    describe: 'Part of a large position that is sent, rounded up to a lot.',
    default: '20%',
    min: '0.01%',
    max: 1,
  }),
  cooldown: p.duration({
    describe: 'How long after a part was sent all orders for the account are for the whole.',
    default: '30 s',
  }),
  backstop: p.fraction({
    describe: 'Share of its maintenance margin below which the vault takes the account over; 0 for never.',
    default: 2 / 3,
    min: 0,
    max: 1,
  }),
  fee: feeParameter(0),
}).superRefine(refuseSplitPpm);

/** Sends a fifth of large positions to the book first and the whole soon after, until a vault takes the account over. */
@injectable()
export class FifthFirst implements LiquidationPolicy {
  readonly feePpm: number;
  readonly #params: z.infer<typeof params>;
  readonly #venue: VenueTerms;
  /** Until when orders for an account are for the whole, in whichever of its pools; milliseconds since the epoch. */
  readonly #cooldowns = new Map<number, number>();

  /** Throws a RangeError when the fee is not a whole number of parts per million. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#params = given;
    this.#venue = venue;
    this.feePpm = feePpmOf(given);
  }

  step({ account, equityAtoms, maintenanceAtoms, ranked, nowMs }: AccountView): LiquidationStep {
    const { share, cooldown, backstop } = this.#params;
    if (equityAtoms < backstop * maintenanceAtoms) return { orders: [], otherwise: 'takeover' };
    const isCooling = nowMs < (this.#cooldowns.get(account) ?? nowMs);
    const parts = new Set(isCooling ? [] : ranked.filter((each) => this.#isLarge(each)));
    if (parts.size > 0) this.#cooldowns.set(account, nowMs + cooldown);
    else if (!isCooling) this.#cooldowns.delete(account);
    const orders = ranked.flatMap((each) => {
      const held = Math.abs(reducibleLots(each));
      const lots = parts.has(each) ? mulDiv(held, Math.round(share * MILLION), MILLION, 'ceil') : held;
      return closingOrder(each, lots, 'none');
    });
    return { orders, otherwise: 'wait' };
  }

  #isLarge(reducible: ReducibleView): boolean {
    const { settleScale, assetScales } = this.#venue;
    if (reducibleLots(reducible) === 0) return false;
    return reducible.kind === 'position'
      ? reducible.notionalAtoms > this.#params.large * assetScales[reducible.instrument.settle]
      : Math.abs(reducible.valueAtoms) > this.#params.large * settleScale;
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'liquidation',
  name: 'fifth-first',
  version: '1.0.0',
  summary:
    'Sends a fifth of a large position to the book first, then all of it, and hands failing accounts to a vault.',
  formula:
    'lots = ⌈share × size⌉ when notional > large and no part was sent within the cooldown, else all, at any price; takeover of the ' +
    'whole account when equity < backstop × maintenance margin',
  sources: ['Hyperliquid, documentation, "Liquidations" (hyperliquid.gitbook.io), 2025'],
  params,
  use: FifthFirst,
});
