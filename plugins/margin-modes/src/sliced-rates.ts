import { mulDiv } from '@ebb/sdk';
import { MILLION, lowestTerms } from './fraction.ts';
import type { Fraction } from './fraction.ts';

/** A slice of an amount, from the bound of the slice before, and the rate of what lies in it in parts per million. */
export interface Slice {
  readonly upToAtoms: number;
  readonly ratePpm: number;
}

/** The straight line that holds in a slice: amount × rate + constant. */
interface Line {
  readonly upToAtoms: number;
  readonly rate: Fraction;
  /** The constant is `atoms + ppm ÷ 10⁶`, with 0 ≤ ppm < 10⁶. */
  readonly atoms: number;
  readonly ppm: number;
}

/**
 * The sum over slices of what lies in each at its own rate, as with brackets of income tax. It is reckoned as one straight
 * line a slice and rounded once, so that two amounts never differ by more than the steepest rate between them and one atom.
 */
export class SlicedRates {
  readonly #lines: readonly Line[];

  /** Slices by rising bound; the last has none. Throws an ExactError past the safe integers. */
  constructor(slices: readonly Slice[]) {
    let floorAtoms = 0;
    let before = slices[0].ratePpm;
    let atoms = 0;
    let ppm = 0;
    this.#lines = slices.map(({ upToAtoms, ratePpm }, at) => {
      const fall = before - ratePpm;
      const rest = modulo((floorAtoms % MILLION) * fall, MILLION);
      atoms += mulDiv(floorAtoms, fall, MILLION, 'floor') + (ppm + rest >= MILLION ? 1 : 0);
      ppm = (ppm + rest) % MILLION;
      before = ratePpm;
      floorAtoms = upToAtoms;
      return {
        upToAtoms: at === slices.length - 1 ? Infinity : upToAtoms,
        rate: lowestTerms(ratePpm, MILLION),
        atoms,
        ppm,
      };
    });
  }

  /** The sum for an amount of at least 0, in whole atoms. */
  at(amountAtoms: number, rounding: 'floor' | 'ceil'): number {
    const { rate, atoms, ppm } = this.#lineAt(amountAtoms);
    const { numerator, denominator } = rate;
    if (ppm === 0) return mulDiv(amountAtoms, numerator, denominator, rounding) + atoms;
    const whole = mulDiv(amountAtoms, numerator, denominator, 'floor') + atoms;
    const rest = ((amountAtoms % denominator) * numerator) % denominator;
    const parts = rest * MILLION + ppm * denominator;
    const unit = MILLION * denominator;
    if (rounding === 'floor') return parts >= unit ? whole + 1 : whole;
    return parts > unit ? whole + 2 : whole + 1;
  }

  /** The rate of the slice that an amount ends in. */
  rateAt(amountAtoms: number): number {
    const { numerator, denominator } = this.#lineAt(amountAtoms).rate;
    return numerator / denominator;
  }

  #lineAt(amountAtoms: number): Line {
    let at = 0;
    while (amountAtoms > this.#lines[at].upToAtoms) at++;
    return this.#lines[at];
  }
}

function modulo(value: number, size: number): number {
  const rest = value % size;
  return rest < 0 ? rest + size : rest + 0;
}
