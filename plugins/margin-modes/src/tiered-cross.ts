import { PARAMS, VENUE, definePlugin, inject, injectable, isDrawable, p, parameters, z } from '@ebb/sdk';
import type { MarginPolicy, MarginVerdict, PerpInstrument, VenueTerms } from '@ebb/sdk';
import { findTierFault, tierTable, tieredInitialAtoms, tieredMaintenanceAtoms } from './tier-table.ts';
import type { MarginTier, TierTable } from './tier-table.ts';

/** The steps of a perpetual that the parameters do not name: BTCUSDT of Binance since 18 March 2021 (announcement 86cf9aa4). */
export const DEFAULT_TIERS: readonly MarginTier[] = [
  { upTo: 50_000, leverage: 125, maintenance: 0.004 },
  { upTo: 250_000, leverage: 100, maintenance: 0.005 },
  { upTo: 1_000_000, leverage: 50, maintenance: 0.01 },
  { upTo: 10_000_000, leverage: 20, maintenance: 0.025 },
  { upTo: 20_000_000, leverage: 10, maintenance: 0.05 },
  { upTo: 50_000_000, leverage: 5, maintenance: 0.1 },
  { upTo: 100_000_000, leverage: 4, maintenance: 0.125 },
  { upTo: 200_000_000, leverage: 3, maintenance: 0.15 },
  { upTo: 300_000_000, leverage: 2, maintenance: 0.25 },
  { leverage: 1, maintenance: 0.5 },
];

const tier = p.object({
  upTo: p
    .number({ describe: 'Notional up to which the step holds, in units of the settlement asset.', min: 0 })
    .optional(),
  leverage: p.number({ describe: 'Most leverage of a position of this size.', min: 1 }),
  maintenance: p.fraction({ describe: 'Maintenance margin as a share of notional.', min: 0, max: 1 }),
});

/** The steps of margin, by symbol. */
export const params = parameters({
  tiers: z
    .record(z.string(), p.list(tier, { describe: 'Steps by rising notional; the last needs no bound.', min: 1 }))
    .prefault({})
    .meta({
      description:
        'Steps by symbol, as BTC/USDT:USDT; `default` holds for the perpetuals that are not named ' +
        '(BTCUSDT of Binance, March 2021, when absent).',
    }),
}).superRefine(({ tiers }, context) => {
  for (const [symbol, steps] of Object.entries(tiers)) {
    // A distribution is checked when it has been drawn.
    if (steps.some((step) => Object.values(step).some(isDrawable))) continue;
    const fault = findTierFault(steps);
    if (!fault) continue;
    context.addIssue({ code: 'custom', message: fault.expected, path: ['tiers', symbol, fault.step, fault.key] });
  }
});

/** Cross margin by a table of steps: one wallet answers for all positions, and larger ones need more for each unit. */
@injectable()
export class TieredCross implements MarginPolicy {
  readonly mode = 'cross';
  /** By index of the instrument. */
  readonly #tables: TierTable[] = [];

  /** Throws a RangeError when steps are out of order or name a perpetual that the venue does not list. */
  constructor(@inject(PARAMS) { tiers }: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    const perps = venue.instruments.filter((each) => each.kind === 'perp');
    const symbols = perps.map(({ symbol }) => symbol);
    for (const symbol of Object.keys(tiers)) {
      if (symbol === 'default' || symbols.includes(symbol)) continue;
      const known = ['default', ...symbols].join(', ');
      throw new RangeError(
        `margin tiers for '${symbol}', which is no perpetual of ${venue.name}; expected one of ${known}`,
      );
    }
    for (const { symbol, index } of perps) {
      this.#tables[index] = tierTable(tiers[symbol] ?? tiers['default'] ?? DEFAULT_TIERS, venue.settleScale, symbol);
    }
  }

  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return tieredInitialAtoms(this.#tables[instrument.index], notionalAtoms);
  }

  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return tieredMaintenanceAtoms(this.#tables[instrument.index], notionalAtoms);
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
  params,
  use: TieredCross,
});
