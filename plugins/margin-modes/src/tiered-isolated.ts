import { PARAMS, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { MarginBound, MarginPolicy, MarginVerdict, PerpInstrument, VenueTerms, z } from '@ebb/sdk';
import { PerpTiers, tiersParameter } from './perp-tiers.ts';

/** The steps of margin, by symbol. */
export const params = parameters({ tiers: tiersParameter });

/** Isolated margin by a table of steps: the margin put up for a position is all that answers for it. */
@injectable()
export class TieredIsolated implements MarginPolicy {
  readonly mode = 'isolated';
  readonly bound: MarginBound;
  readonly #tiers: PerpTiers;

  /** Throws a RangeError when steps are out of order or name a perpetual that the venue does not list. */
  constructor(@inject(PARAMS) { tiers }: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#tiers = new PerpTiers(tiers, venue);
    this.bound = this.#tiers.boundAlone();
  }

  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tiers.initialAtoms(instrument, notionalAtoms);
  }

  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tiers.maintenanceAtoms(instrument, notionalAtoms);
  }

  /** Liquidates once maintenance margin is all that is left of the position's own margin (Binance, FAQ "Liquidation Protocols"). */
  verdict(marginAtoms: number, maintenanceAtoms: number): MarginVerdict {
    return marginAtoms > maintenanceAtoms ? 'free' : 'liquidate';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'margin',
  name: 'tiered-isolated',
  version: '1.0.0',
  summary:
    'Asks more margin of larger positions, by a table of steps, and lets each position answer with its own margin.',
  formula:
    'initial and maintenance as in tiered-cross; liquidated when margin of the position + its unrealised result ≤ its maintenance',
  sources: [
    'Binance, FAQ "How to Calculate Liquidation Price of USDⓈ-M Futures Contracts" (b3c689c1): isolated, no other position counts',
    'Binance, FAQ "Liquidation Protocols" (360033525271), 2020',
  ],
  params,
  use: TieredIsolated,
});
