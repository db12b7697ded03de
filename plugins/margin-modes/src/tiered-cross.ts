import { PARAMS, VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { MarginBound, MarginPolicy, MarginVerdict, PerpInstrument, VenueTerms, z } from '@ebb/sdk';
import { PerpTiers, tiersParameter } from './perp-tiers.ts';

/** The steps of margin, by symbol. */
export const params = parameters({ tiers: tiersParameter });

/** Cross margin by a table of steps: one wallet answers for all positions, and larger ones need more for each unit. */
@injectable()
export class TieredCross implements MarginPolicy {
  readonly mode = 'cross';
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

  /** Liquidates once maintenance margin is all of equity: a margin ratio of 100 % (Binance, FAQ "Liquidation Protocols"). */
  verdict(equityAtoms: number, maintenanceAtoms: number): MarginVerdict {
    return equityAtoms > maintenanceAtoms ? 'free' : 'liquidate';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'margin',
  name: 'tiered-cross',
  version: '1.0.0',
  summary: 'Asks more margin of larger positions, by a table of steps, and lets one wallet answer for all of them.',
  formula:
    'initial = notional ÷ leverage of the step; maintenance = notional × share of the step − cumulative amount; ' +
    'liquidated when wallet + unrealised results ≤ Σ maintenance',
  sources: [
    'Binance, FAQ "Leverage and Margin of USDⓈ-M Futures" (360033162192)',
    'Binance, FAQ "Liquidation Protocols" (360033525271), 2020',
    'Binance, announcement of 18 March 2021 (86cf9aa4): BTCUSDT; FAQ be2c7d9d, 2021: BTCUSD',
  ],
  params,
  use: TieredCross,
});
