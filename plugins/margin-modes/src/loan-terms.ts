import { isDrawable, mulDiv, p, z } from '@ebb/sdk';
import type { VenueTerms } from '@ebb/sdk';
import { MILLION, lowestTerms } from './fraction.ts';
import type { Fraction } from './fraction.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

const loan = p.object({
  leverage: p.number({ describe: 'Most leverage of a loan.', default: 3, min: 1.1, max: 100 }),
  maintenance: p
    .fraction({
      describe: 'Maintenance margin as a share of the loan; by leverage when absent: 10 % to 3x, 8 % to 5x, 5 % above.',
      min: 0,
      max: 1,
    })
    .optional(),
  interest: p.fraction({ describe: 'Interest for a year.', default: '5%', min: 0, max: 10 }),
});

/** The parameter that says what loans of each asset need and cost. */
export const loansParameter = z
  .record(z.string(), loan)
  .superRefine((loans, context) => {
    for (const [asset, terms] of Object.entries(loans)) {
      if (Object.values(terms).some(isDrawable) || maintenanceOf(terms) <= initialOf(terms)) continue;
      context.addIssue({ code: 'custom', message: expectedMaintenance(terms), path: [asset, 'maintenance'] });
    }
  })
  .prefault({})
  .meta({ description: 'Terms of loans by asset; `default` holds for those that are not named.' });

type Loan = z.infer<typeof loan>;

const DEFAULT_LOAN: Loan = loan.parse({});

/** Share of a loan needed to take it: 1 ÷ (leverage − 1) (Binance, "Portfolio Margin Trading Rules", 17486164). */
function initialOf({ leverage }: Loan): number {
  return 1 / (leverage - 1);
}

/** Maintenance share by leverage: 10 % at 3x, 8 % at 5x, 5 % at 10x (Binance, FAQ on uniMMR, 4868b2f1, 2024). */
function maintenanceOf({ leverage, maintenance }: Loan): number {
  return maintenance ?? (leverage <= 3 ? 0.1 : leverage <= 5 ? 0.08 : 0.05);
}

function expectedMaintenance({ leverage }: Loan): string {
  return `a maintenance margin of at most 1 / (${leverage} − 1), the initial margin of the loan`;
}

/** What loans need and cost, by index of the asset. */
export class LoanTerms {
  readonly #terms: readonly {
    readonly initial: Fraction;
    readonly maintenance: Fraction;
    readonly interest: Fraction;
  }[];

  /** Throws a RangeError for an asset that there is not, and for a maintenance margin above the initial margin. */
  constructor(loans: Readonly<Record<string, Loan>>, { assets }: VenueTerms) {
    for (const asset of Object.keys(loans)) {
      if (asset === 'default' || assets.includes(asset)) continue;
      throw new RangeError(`terms of loans for '${asset}', which is no asset; expected one of ${assets.join(', ')}`);
    }
    this.#terms = assets.map((asset) => {
      const terms = loans[asset] ?? loans['default'] ?? DEFAULT_LOAN;
      if (maintenanceOf(terms) > initialOf(terms)) {
        throw new RangeError(`the terms of loans of ${asset}: expected ${expectedMaintenance(terms)}`);
      }
      return {
        initial: lowestTerms(MILLION, Math.floor((terms.leverage - 1) * MILLION + 1e-6)),
        maintenance: lowestTerms(Math.ceil(maintenanceOf(terms) * MILLION - 1e-6), MILLION),
        interest: lowestTerms(Math.ceil(terms.interest * MILLION - 1e-6), MILLION),
      };
    });
  }

  /** Margin needed to owe this value; atoms, rounded up. */
  initialAtoms(asset: number, valueAtoms: number): number {
    const { numerator, denominator } = this.#terms[asset].initial;
    return mulDiv(valueAtoms, numerator, denominator, 'ceil');
  }

  /** Margin below which a loan of this value is called; atoms, rounded up. */
  maintenanceAtoms(asset: number, valueAtoms: number): number {
    const { numerator, denominator } = this.#terms[asset].maintenance;
    return mulDiv(valueAtoms, numerator, denominator, 'ceil');
  }

  /** The most by which maintenance margin rises for an atom of the loan's value. */
  maintenanceSlope(asset: number): number {
    const { numerator, denominator } = this.#terms[asset].maintenance;
    return numerator / denominator;
  }

  /** Interest on so many atoms owed for so long, a year having 365 days; atoms of the asset, a year's and its part rounded up. */
  interestAtoms(asset: number, owedAtoms: number, elapsedMs: number): number {
    const { numerator, denominator } = this.#terms[asset].interest;
    return mulDiv(mulDiv(owedAtoms, numerator, denominator, 'ceil'), elapsedMs, YEAR_MS, 'ceil');
  }
}
