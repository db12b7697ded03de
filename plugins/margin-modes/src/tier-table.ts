import { mulDiv } from '@ebb/sdk';
import { MILLION, lowestTerms } from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { SlicedRates } from './sliced-rates.ts';

/** A step of a leverage table, as a scenario writes it. */
export interface MarginTier {
  /** Notional up to which the step holds, in settlement units; the last step holds beyond its own too. */
  readonly upTo?: number | undefined;
  /** Most leverage of a position of this size. */
  readonly leverage: number;
  /** Maintenance margin as a share of notional. */
  readonly maintenance: number;
}

/** What is wrong with a list of steps: which step, which of its keys, and what was expected there. */
export interface TierFault {
  readonly step: number;
  readonly key: keyof MarginTier;
  readonly expected: string;
}

/**
 * Finds the first step that is out of order: bounds rise, leverage never rises, the maintenance share never falls, and
 * maintenance margin is never above initial margin. Returns undefined when all is well.
 */
export function findTierFault(tiers: readonly MarginTier[]): TierFault | undefined {
  for (const [step, { upTo, leverage, maintenance }] of tiers.entries()) {
    const before = tiers[step - 1];
    const floor = before?.upTo ?? 0;
    const fault = (key: keyof MarginTier, expected: string): TierFault => ({ step, key, expected });
    if (upTo === undefined && step < tiers.length - 1)
      return fault('upTo', 'a bound, as only the last step may have none');
    if (upTo !== undefined && !(upTo > floor)) return fault('upTo', `a bound above ${floor}, where the step begins`);
    if (!(leverage >= 1)) return fault('leverage', 'a leverage of at least 1');
    if (!(maintenance > 0)) return fault('maintenance', 'a maintenance margin above 0');
    if (before && leverage > before.leverage) {
      return fault('leverage', `a leverage of at most ${before.leverage}, that of the step before`);
    }
    if (before && maintenance < before.maintenance) {
      return fault('maintenance', `a maintenance margin of at least ${before.maintenance}, that of the step before`);
    }
    if (maintenance * leverage > 1 + 1e-9) {
      return fault('maintenance', `a maintenance margin of at most 1 / ${leverage}, the initial margin of the step`);
    }
  }
  return undefined;
}

/**
 * The steps of one perpetual, ready for whole numbers. Shares are taken in parts per million, rounded up, and leverage in
 * millionths, rounded down.
 *
 * Maintenance margin is notional × rate − a cumulative amount, which makes it continuous: the lower bound of a step × the
 * rise of the rate there, plus the amount of the step before (Binance, FAQ "Liquidation Protocols", 2020).
 */
export class TierTable {
  readonly #maintenance: SlicedRates;
  readonly #initial: readonly { readonly upToAtoms: number; readonly share: Fraction }[];

  /** `scale` is the atoms in a unit of the settlement asset. Throws a RangeError when the steps are out of order. */
  constructor(tiers: readonly MarginTier[], scale: number, symbol: string) {
    const fault = findTierFault(tiers);
    if (tiers.length === 0) throw new RangeError(`the margin tiers of ${symbol} hold no step`);
    if (fault) {
      const found = String(tiers[fault.step]?.[fault.key] ?? 'nothing');
      const where = `the margin tiers of ${symbol}, step ${fault.step + 1}, ${fault.key}`;
      throw new RangeError(`${where}: expected ${fault.expected}, found ${found}`);
    }
    const bounds = tiers.map(({ upTo }, step) =>
      step === tiers.length - 1 ? Infinity : Math.round((upTo ?? 0) * scale),
    );
    this.#maintenance = new SlicedRates(
      tiers.map(({ maintenance }, step) => ({
        upToAtoms: bounds[step],
        ratePpm: Math.ceil(maintenance * MILLION - 1e-6),
      })),
    );
    this.#initial = tiers.map(({ leverage }, step) => ({
      upToAtoms: bounds[step],
      share: lowestTerms(MILLION, Math.floor(leverage * MILLION + 1e-6)),
    }));
  }

  /** Initial margin of a notional: notional ÷ the most leverage of its step; atoms, rounded up. */
  initialAtoms(notionalAtoms: number): number {
    let step = 0;
    while (notionalAtoms > this.#initial[step].upToAtoms) step++;
    const { numerator, denominator } = this.#initial[step].share;
    return mulDiv(notionalAtoms, numerator, denominator, 'ceil');
  }

  /** Maintenance margin of a notional; atoms, rounded up. */
  maintenanceAtoms(notionalAtoms: number): number {
    return this.#maintenance.at(notionalAtoms, 'ceil');
  }

  /** The most by which maintenance margin rises for an atom of notional, up to this notional: the rate of its step. */
  maintenanceSlope(notionalAtoms: number): number {
    return this.#maintenance.rateAt(notionalAtoms);
  }
}
