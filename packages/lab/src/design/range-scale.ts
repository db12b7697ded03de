import { designMistake, foundIn } from './design-error.ts';
import { geometric } from './geometric.ts';
import { readWritten, roundedTo12, writeQuantity } from './written-value.ts';
import type { RangeAxis } from './vary.ts';
import type { Cell, Column } from './written-value.ts';

/** Leads from a place in the unit interval, 0 to 1, to a value of an axis. */
export interface Scale extends Column {
  at(share: number): Cell;
}

type At = readonly (string | number)[];

/** The ends of a range in their unit. Throws a DesignError for units that differ, `from` ≥ `to`, and ratios from zero or below. */
export function readEnds(
  { from, to }: { readonly from: number | string; readonly to: number | string },
  at: At,
  log: boolean,
): { readonly from: number; readonly to: number; readonly unit?: string } {
  const [low, high] = [from, to].map((end) => {
    const written = readWritten(end);
    if (written !== undefined && Number.isFinite(written.number)) return written;
    throw designMistake(at, 'two numbers', `a range goes between two finite numbers, and ${foundIn(end)} is none`);
  });
  const bareZero = [low!, high!].some(({ number, unit }) => number === 0 && unit === undefined);
  const unit = low!.unit ?? high!.unit;
  if (low!.unit !== high!.unit && !bareZero) {
    const found = `${low!.unit ?? 'no unit'} and ${high!.unit ?? 'no unit'}`;
    throw designMistake(at, 'ends of one unit', `the ends ${from} and ${to} differ in their units (${found})`);
  }
  if (low!.number >= high!.number) {
    throw designMistake(at, 'from below to', `a range goes up, and ${from} is not below ${to}`);
  }
  if (log && low!.number <= 0) {
    throw designMistake(at, 'from above zero', `values in ratios start above zero, not at ${from}`);
  }
  return { from: low!.number, to: high!.number, ...(unit === undefined ? {} : { unit }) };
}

/**
 * The scale of a range. Of a range with a step, each value gets a share of the unit interval that is as long as that of any other
 * (or, with `log`, as its ratio to the next), both ends among them; other values are rounded to 12 significant digits.
 */
export function rangeScale(range: RangeAxis, at: At): Scale {
  const { log = false, integer = false } = range;
  const { from, to, unit } = readEnds(range, at, log);
  if (integer && !(Number.isSafeInteger(from) && Number.isSafeInteger(to))) {
    throw designMistake(
      at,
      'whole ends',
      `a range of whole numbers goes between whole numbers, not from ${range.from} to ${range.to}`,
    );
  }
  const step = integer ? 1 : range.step;
  const steps = step === undefined ? 0 : stepsOf(range, (to - from) / step, at);
  const above = step === undefined ? to : to + step;
  const place = (share: number): number => (log ? geometric(from, above, share) : from + share * (above - from));
  const number = (share: number): number =>
    step === undefined
      ? roundedTo12(place(share))
      : // Twelve figures first: a value on a step must not fall to the one below.
        roundedTo12(from + Math.min(steps, Math.floor(roundedTo12((place(share) - from) / step))) * step);
  return {
    kind: 'number',
    ...(unit === undefined ? {} : { unit }),
    at: (share) => {
      const column = number(share);
      return { value: writeQuantity(column, unit), column };
    },
  };
}

/** How many steps there are from end to end. Throws a DesignError where they do not end at the high end. */
function stepsOf({ from, to, step }: RangeAxis, steps: number, at: At): number {
  const whole = Math.round(steps);
  if (Math.abs(steps - whole) <= 1e-9 * whole) return whole;
  throw designMistake(at, 'steps that end at the high end', `steps of ${step} from ${from} do not end at ${to}`);
}
