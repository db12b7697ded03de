import { formatAmount } from '@ebb/results';
import { readWritten, writeQuantity } from '../design/written-value.ts';

/** The range of one parameter as an author writes it. */
export interface AxisRange {
  /** The ends, as in `5 bp`, `1.2 M`, `250 ms` or 3; both in the same unit. */
  readonly from: number | string;
  readonly to: number | string;
  /** Whether ratios count and not differences; the ends are above zero then. */
  readonly log?: boolean | undefined;
  /** Whether only whole numbers are tried: a step of 1. */
  readonly integer?: boolean | undefined;
  /** Only every so much from the low end on is tried, in the unit of the range. */
  readonly step?: number | undefined;
}

/** A parameter that a search varies, with its ends as numbers of one unit. */
export interface SearchAxis {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** As in `bp`; empty for plain numbers. */
  readonly unit: string;
  readonly log: boolean;
  /** 0 where any number will do. */
  readonly step: number;
}

const MULTIPLIERS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, bn: 1e9 };

/** Reads the range of a parameter; throws a RangeError with a sentence for ends that are no numbers, of two units, or in no order. */
export function searchAxis(
  path: string,
  { from, to, log = false, integer = false, step = Number(integer) }: AxisRange,
): SearchAxis {
  const [low, high] = [readEnd(path, from), readEnd(path, to)];
  const units = [low.unit, high.unit];
  if (units[0] !== units[1] && low.value !== 0) {
    const named = units.map((unit) => (unit === '' ? 'a plain number' : `'${unit}'`)).join(' and ');
    throw new RangeError(`${path}: its range should have one unit, and has ${named}`);
  }
  if (!(low.value < high.value)) {
    throw new RangeError(`${path}: expected a range from a smaller to a larger number, found ${from} to ${to}`);
  }
  if (log && low.value <= 0) throw new RangeError(`${path}: a range by ratios begins above zero, not at ${from}`);
  if (integer && !(Number.isInteger(low.value) && Number.isInteger(high.value))) {
    throw new RangeError(`${path}: a range of whole numbers has whole ends, not ${from} and ${to}`);
  }
  const steps = (high.value - low.value) / step;
  if (!(step >= 0) || (step > 0 && Math.abs(steps - Math.round(steps)) > 1e-9 * steps)) {
    throw new RangeError(`${path}: steps of ${step} from ${from} do not end at ${to}`);
  }
  return { path, from: low.value, to: high.value, unit: high.unit, log, step };
}

/** The number at a share of the range, from 0 to 1; by ratios on a log axis, and the nearest that is tried where there is a step. */
export function axisValue({ from, to, log, step }: SearchAxis, share: number): number {
  const value = log ? from * Math.exp(share * Math.log(to / from)) : from + share * (to - from);
  if (step > 0) return Math.min(to, onStep(from, step, Math.max(0, Math.round((value - from) / step))));
  if (share <= 0 || share >= 1) return share <= 0 ? from : to;
  // Eight figures: what is played can be written down and read again.
  return Number(value.toPrecision(8));
}

/** The number so many steps above the low end, to twelve figures. */
function onStep(from: number, step: number, steps: number): number {
  return Number((from + steps * step).toPrecision(12));
}

/** What share of the range a number is at. */
export function axisShare({ from, to, log }: SearchAxis, value: number): number {
  return log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

/** A number of the axis as a scenario takes it: `12 bp`, `0.3%`, 4. */
export function axisWritten({ unit }: SearchAxis, value: number): number | string {
  return writeQuantity(value, unit === '' ? undefined : unit) as number | string;
}

/** A number of the axis as a reader likes it, to three figures. */
export function axisText({ unit }: SearchAxis, value: number): string {
  return formatAmount(value, unit === '' ? undefined : unit);
}

/** Multipliers are worked into the number, so that a range may go from 500 k to 2 M. */
function readEnd(path: string, end: number | string): { readonly value: number; readonly unit: string } {
  const written = readWritten(end);
  if (written === undefined)
    throw new RangeError(`${path}: expected a number such as 0.5, 5 bp or 1.2 M, found '${end}'`);
  const { number, unit = '' } = written;
  const [first = '', ...rest] = unit.split(' ');
  const times = Object.hasOwn(MULTIPLIERS, first) ? MULTIPLIERS[first] : undefined;
  if (times === undefined) return { value: number, unit };
  return { value: Number((number * times).toPrecision(15)), unit: rest.join(' ') };
}
