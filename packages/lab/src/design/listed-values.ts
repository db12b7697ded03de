import { designMistake } from './design-error.ts';
import { geometric } from './geometric.ts';
import { readEnds } from './range-scale.ts';
import { readWritten, roundedTo12, writeQuantity } from './written-value.ts';
import type { AxisValue, ListedAxis, LogRangeAxis } from './vary.ts';
import type { Cell, Column } from './written-value.ts';

/** Values in their order, with what they are as a column. */
export interface ListedValues extends Column {
  readonly cells: readonly Cell[];
}

type At = readonly (string | number)[];

/**
 * Lists the values of an axis. Numbers with one unit make a column of numbers in that unit, where a bare 0 fits any; as soon
 * as one value is a word, all are texts. Throws a DesignError for units that differ and numbers that are not finite.
 */
export function listedValues(axis: ListedAxis, at: At): ListedValues {
  if (isLogRange(axis)) return logRangeValues(axis, at);
  return valuesAsColumn('grid' in axis ? axis.grid : (axis as readonly AxisValue[]), at);
}

/** Refuses values that stand twice on an axis. */
export function refuseRepeats(values: ListedValues, at: At): void {
  const seen = new Map<number | string, AxisValue>();
  for (const { value, column } of values.cells) {
    const before = seen.get(column);
    if (before !== undefined) {
      const same =
        before === value ? `the value ${value} stands twice` : `the values ${before} and ${value} are the same`;
      throw designMistake(at, 'values that differ', `${same}; each value of an axis stands once`);
    }
    seen.set(column, value);
  }
}

/** Gives values the form of one column. */
export function valuesAsColumn(values: readonly AxisValue[], at: At): ListedValues {
  const written = values.map(readWritten);
  if (written.some((each) => each === undefined)) {
    return { kind: 'text', cells: values.map((value) => ({ value, column: String(value) })) };
  }
  const numbers = written.map((each) => each!);
  const infinite = numbers.find(({ number }) => !Number.isFinite(number));
  if (infinite !== undefined) {
    throw designMistake(at, 'finite numbers', `${infinite.number} is not a finite number`);
  }
  const units = [
    ...new Set(numbers.filter(({ number, unit }) => number !== 0 || unit !== undefined).map(({ unit }) => unit)),
  ];
  if (units.length > 1) {
    const named = units.map((unit) => unit ?? 'no unit').join(' and ');
    throw designMistake(at, 'values of one unit', `the values differ in their units (${named}); write them all in one`);
  }
  const cells = values.map((value, index) => ({ value, column: numbers[index]!.number }));
  return { kind: 'number', ...(units[0] === undefined ? {} : { unit: units[0] }), cells };
}

function logRangeValues({ logRange }: LogRangeAxis, at: At): ListedValues {
  const { from, to, unit } = readEnds(logRange, at, true);
  const { count } = logRange;
  if (count > 1_000_000)
    throw designMistake(at, 'at most 1000000 values', `an axis lists at most 1000000 values, not ${count}`);
  const cells = Array.from({ length: count }, (_, index) => {
    const column = index === 0 ? from : roundedTo12(geometric(from, to, index / (count - 1)));
    return { value: writeQuantity(column, unit), column };
  });
  return { kind: 'number', ...(unit === undefined ? {} : { unit }), cells };
}

function isLogRange(axis: ListedAxis): axis is LogRangeAxis {
  return 'logRange' in axis;
}
