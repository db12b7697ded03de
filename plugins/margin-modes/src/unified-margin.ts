import { PARAMS, VENUE, definePlugin, inject, injectable, isDrawable, mulDiv, p, parameters } from '@ebb/sdk';
import type { MarginBound, MarginPolicy, MarginVerdict, PerpInstrument, VenueTerms, z } from '@ebb/sdk';
import { CollateralRates, collateralParameters } from './collateral-rates.ts';
import { MILLION } from './fraction.ts';
import { LoanTerms, loansParameter } from './loan-terms.ts';
import { PerpTiers, tiersParameter } from './perp-tiers.ts';

/** At which ratio of margin to maintenance margin what happens, from the mildest to the worst. */
const VERDICTS = ['warn', 'reduceOnly', 'liquidate', 'bankrupt'] as const;

const threshold = (describe: string, written: number): ReturnType<typeof p.number> =>
  p.number({
    describe: `Margin ÷ maintenance margin at and below which ${describe}.`,
    default: written,
    min: 0,
    max: 100,
  });

/** What positions and loans need, what holdings count, and at which ratios the venue acts. */
export const params = parameters({
  tiers: tiersParameter,
  ...collateralParameters,
  loans: loansParameter,
  warn: threshold('the owner is told', 1.5),
  reduceOnly: threshold('an account may only shrink', 1.2),
  liquidate: threshold('the venue reduces it', 1.05),
  bankrupt: threshold('it may not cover its losses', 1),
}).superRefine((given, context) => {
  for (const [at, name] of VERDICTS.entries()) {
    const milder = VERDICTS[at - 1];
    if (milder === undefined || isDrawable(given[name]) || isDrawable(given[milder])) continue;
    if (given[name] > given[milder]) {
      context.addIssue({ code: 'custom', message: `at most ${given[milder]}, where ${milder} begins`, path: [name] });
    }
  }
});

/**
 * Unified margin: everything in the wallet answers for every position and loan, at the venue's collateral prices less a
 * haircut. The measure is Binance's uniMMR, margin ÷ maintenance margin (FAQ 4868b2f1, 2024).
 */
@injectable()
export class UnifiedMargin implements MarginPolicy {
  readonly mode = 'unified';
  readonly bound: MarginBound;
  readonly #tiers: PerpTiers;
  readonly #collateral: CollateralRates;
  readonly #loans: LoanTerms;
  /** From the worst to the mildest, in parts per million. */
  readonly #thresholds: readonly { readonly verdict: MarginVerdict; readonly ppm: number }[];

  /** Throws a RangeError when tables are out of order or name a perpetual or asset that there is not. */
  constructor(@inject(PARAMS) given: z.infer<typeof params>, @inject(VENUE) venue: VenueTerms) {
    this.#tiers = new PerpTiers(given.tiers, venue);
    this.#collateral = new CollateralRates(given.collateral, given.collateralTiers, venue);
    this.#loans = new LoanTerms(given.loans, venue);
    this.#thresholds = [...VERDICTS]
      .reverse()
      .map((verdict) => ({ verdict, ppm: Math.round(given[verdict] * MILLION) }));
    this.bound = {
      ratio: Math.round(Math.max(given.liquidate, given.bankrupt) * MILLION) / MILLION,
      maintenanceSlope: (instrument, notionalAtoms) => this.#tiers.maintenanceSlope(instrument, notionalAtoms),
      collateralSlope: (asset) => this.#collateral.collateralSlope(asset),
      loanMaintenanceSlope: (asset) => this.#loans.maintenanceSlope(asset),
    };
  }

  initialAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tiers.initialAtoms(instrument, notionalAtoms);
  }

  maintenanceAtoms(instrument: PerpInstrument, notionalAtoms: number): number {
    return this.#tiers.maintenanceAtoms(instrument, notionalAtoms);
  }

  collateralAtoms(asset: number, valueAtoms: number): number {
    return this.#collateral.collateralAtoms(asset, valueAtoms);
  }

  loanInitialAtoms(asset: number, valueAtoms: number): number {
    return this.#loans.initialAtoms(asset, valueAtoms);
  }

  loanMaintenanceAtoms(asset: number, valueAtoms: number): number {
    return this.#loans.maintenanceAtoms(asset, valueAtoms);
  }

  interestAtoms(asset: number, owedAtoms: number, elapsedMs: number): number {
    return this.#loans.interestAtoms(asset, owedAtoms, elapsedMs);
  }

  /** The worst whose ratio margin does not exceed. */
  verdict(marginAtoms: number, maintenanceAtoms: number): MarginVerdict {
    for (const { verdict, ppm } of this.#thresholds) {
      // A whole number exceeds a product just when it exceeds the product rounded down.
      if (marginAtoms <= mulDiv(maintenanceAtoms, ppm, MILLION, 'floor')) return verdict;
    }
    return 'free';
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'margin',
  name: 'unified-margin',
  version: '1.0.0',
  summary: 'Lets everything in a wallet answer for all positions and loans, each asset less a haircut of its own.',
  formula:
    'uniMMR = Σ min(q × price × rate, q × price) ÷ (Σ maintenance of positions + Σ loans × maintenance share), ' +
    'q = balance + unrealised results in the asset',
  sources: [
    'Binance, FAQ "What Is the Unified Account Maintenance Margin Ratio (uniMMR)" (4868b2f1), November 2024',
    'Binance, FAQ on Portfolio Margin Pro (5e33af8e): the thresholds; FAQ 146ac090: collateral rates, by slices since September 2024',
    'Binance, "Portfolio Margin Trading Rules" (17486164): initial margin of a loan',
    'The interest is a choice of this laboratory',
  ],
  params,
  use: UnifiedMargin,
});
