import { mulDiv } from '@ebb/sdk';

const MILLION = 1_000_000;

/** A step of a leverage table, as a scenario writes it. */
export interface MarginTier {
  /** Notional up to which the step holds, in settlement units; the last step holds beyond its own too. */
  readonly upTo?: number | undefined;
  /** Most leverage of a position of this size. */
  readonly leverage: number;
  /** Maintenance margin as a share of notional. */
  readonly maintenance: number;
}

/** A step ready for whole numbers: fractions in lowest terms, amounts in settlement atoms. */
interface Step {
  readonly upToAtoms: number;
  readonly rate: Fraction;
  readonly initial: Fraction;
  /** What is taken off notional × rate, so that the margin is continuous from step to step. */
  readonly cumulativeAtoms: number;
}

interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The steps of one instrument, by rising notional; the last has no bound. */
export type TierTable = readonly Step[];

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
 * Prepares a list of steps for reckoning in atoms. Shares are taken in parts per million, rounded up, and leverage in
 * millionths, rounded down. Throws a RangeError when the steps are out of order or past the safe integers.
 *
 * The amount taken off is that of Binance's FAQ "Liquidation Protocols" (2020): the lower bound of a step × the rise of
 * the rate there, plus the amount of the step before.
 */
export function tierTable(tiers: readonly MarginTier[], settleScale: number, symbol: string): TierTable {
  const fault = findTierFault(tiers);
  if (tiers.length === 0) throw new RangeError(`the margin tiers of ${symbol} hold no step`);
  if (fault) {
    const found = String(tiers[fault.step]?.[fault.key] ?? 'nothing');
    const where = `the margin tiers of ${symbol}, step ${fault.step + 1}, ${fault.key}`;
    throw new RangeError(`${where}: expected ${fault.expected}, found ${found}`);
  }
  let floorAtoms = 0;
  let ratePpm = 0;
  let cumulativeAtoms = 0;
  return tiers.map(({ upTo, leverage, maintenance }, step) => {
    const isLast = step === tiers.length - 1;
    const ppm = Math.ceil(maintenance * MILLION - 1e-6);
    cumulativeAtoms += mulDiv(floorAtoms, step === 0 ? 0 : ppm - ratePpm, MILLION, 'floor');
    ratePpm = ppm;
    floorAtoms = Math.round((upTo ?? 0) * settleScale);
    return {
      upToAtoms: isLast ? Infinity : floorAtoms,
      rate: lowestTerms(ppm, MILLION),
      initial: lowestTerms(MILLION, Math.floor(leverage * MILLION + 1e-6)),
      cumulativeAtoms,
    };
  });
}

/** Maintenance margin of a notional: notional × rate − cumulative amount of its step; atoms, rounded up. */
export function tieredMaintenanceAtoms(table: TierTable, notionalAtoms: number): number {
  const { rate, cumulativeAtoms } = stepOf(table, notionalAtoms);
  return mulDiv(notionalAtoms, rate.numerator, rate.denominator, 'ceil') - cumulativeAtoms;
}

/** Initial margin of a notional: notional ÷ the most leverage of its step; atoms, rounded up. */
export function tieredInitialAtoms(table: TierTable, notionalAtoms: number): number {
  const { initial } = stepOf(table, notionalAtoms);
  return mulDiv(notionalAtoms, initial.numerator, initial.denominator, 'ceil');
}

function stepOf(table: TierTable, notionalAtoms: number): Step {
  let step = 0;
  while (notionalAtoms > table[step].upToAtoms) step++;
  return table[step];
}

function lowestTerms(numerator: number, denominator: number): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
