import { isDrawable, p, z } from '@ebb/sdk';
import type { MarginBound, PerpInstrument, VenueTerms } from '@ebb/sdk';
import { TierTable, findTierFault } from './tier-table.ts';
import type { MarginTier } from './tier-table.ts';

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

/**
 * The steps of an inverse perpetual that the parameters do not name, in coin: bounds and leverage of BTCUSD of Binance
 * (FAQ "Leverage and Margin in Coin-Margined Futures Contracts", be2c7d9d, 2021); the shares are those that the table
 * above has at the same leverage.
 */
export const DEFAULT_INVERSE_TIERS: readonly MarginTier[] = [
  { upTo: 5, leverage: 125, maintenance: 0.004 },
  { upTo: 10, leverage: 100, maintenance: 0.005 },
  { upTo: 20, leverage: 50, maintenance: 0.01 },
  { upTo: 50, leverage: 20, maintenance: 0.025 },
  { upTo: 100, leverage: 10, maintenance: 0.05 },
  { upTo: 200, leverage: 5, maintenance: 0.1 },
  { upTo: 400, leverage: 4, maintenance: 0.125 },
  { upTo: 1_000, leverage: 3, maintenance: 0.15 },
  { leverage: 2, maintenance: 0.25 },
];

const tier = p.object({
  upTo: p
    .number({ describe: 'Notional up to which the step holds, in units of the settlement asset.', min: 0 })
    .optional(),
  leverage: p.number({ describe: 'Most leverage of a position of this size.', min: 1 }),
  maintenance: p.fraction({ describe: 'Maintenance margin as a share of notional.', min: 0, max: 1 }),
});

/** The parameter that holds the steps of margin, by symbol. */
export const tiersParameter = z
  .record(z.string(), p.list(tier, { describe: 'Steps by rising notional; the last needs no bound.', min: 1 }))
  .superRefine((tiers, context) => {
    for (const [symbol, steps] of Object.entries(tiers)) {
      // A distribution is checked when it has been drawn.
      if (steps.some((step) => Object.values(step).some(isDrawable))) continue;
      const fault = findTierFault(steps);
      if (!fault) continue;
      context.addIssue({ code: 'custom', message: fault.expected, path: [symbol, fault.step, fault.key] });
    }
  })
  .prefault({})
  .meta({
    description:
      'Steps by symbol, as BTC/USDT:USDT; `default` holds for the perpetuals that are not named (BTCUSDT of Binance, ' +
      'March 2021, when absent), `inverse` for those of them that settle in their base (BTCUSD of Binance when absent).',
  });

/** Margin of the perpetuals of a venue by their tables of steps, in atoms of the asset that each settles in. */
export class PerpTiers {
  /** By index of the instrument. */
  readonly #tables: TierTable[] = [];

  /** Throws a RangeError when steps are out of order or name a perpetual that the venue does not list. */
  constructor(tiers: z.infer<typeof tiersParameter>, venue: VenueTerms) {
    const perps = venue.instruments.filter((each) => each.kind === 'perp');
    const known = ['default', 'inverse', ...perps.map(({ symbol }) => symbol)];
    for (const symbol of Object.keys(tiers)) {
      if (known.includes(symbol)) continue;
      const expected = known.join(', ');
      throw new RangeError(
        `margin tiers for '${symbol}', which is no perpetual of ${venue.name}; expected one of ${expected}`,
      );
    }
    for (const { symbol, index, inverse, settle } of perps) {
      const rest = inverse ? (tiers['inverse'] ?? DEFAULT_INVERSE_TIERS) : (tiers['default'] ?? DEFAULT_TIERS);
      this.#tables[index] = new TierTable(tiers[symbol] ?? rest, venue.assetScales[settle], symbol);
    }
  }

  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tables[instrument.index].initialAtoms(notionalAtoms);
  }

  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tables[instrument.index].maintenanceAtoms(notionalAtoms);
  }

  maintenanceSlope(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tables[instrument.index].maintenanceSlope(notionalAtoms);
  }

  /** How steep margin is where nothing but a wallet answers: no collateral, no loans, liquidated at a ratio of 1. */
  boundAlone(): MarginBound {
    return {
      ratio: 1,
      maintenanceSlope: (instrument, notionalAtoms) => this.maintenanceSlope(instrument, notionalAtoms),
      collateralSlope: () => 0,
      loanMaintenanceSlope: () => 0,
    };
  }
}
