/** The values of an axis by point: numbers, or texts of which none is more than another. */
export type AxisColumn = readonly number[] | readonly string[];

/**
 * Slices of an axis with about as many points each: the slice of each point, from 0, and how many slices there are. Equal values share
 * a slice, so that an axis of few values has one for each, and so has each text. Throws a RangeError for a value that is no number.
 */
export function sliceAxis(column: AxisColumn, most: number): { readonly of: Uint16Array; readonly count: number } {
  const values = [...new Set<number | string>(column)];
  if (values.some((value) => typeof value === 'string')) return byPlace(column, values);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`expected a number of an axis at each point, found ${values[bad]}`);
  const ascending = (values as number[]).sort((left, right) => left - right);
  if (ascending.length <= most) return byPlace(column, ascending);
  const sorted = Float64Array.from(column as readonly number[]).sort();
  // The first value above each cut; ties go to one side, and may leave fewer slices.
  const cuts = new Set<number>();
  for (let slice = 1; slice < most; slice += 1) cuts.add(sorted[Math.round((slice * sorted.length) / most)]!);
  cuts.delete(sorted[0]!);
  const edges = [...cuts];
  const of = Uint16Array.from(column as readonly number[], (value) => edges.filter((edge) => edge <= value).length);
  return { of, count: edges.length + 1 };
}

function byPlace(column: AxisColumn, values: readonly (number | string)[]) {
  const places = new Map(values.map((value, place) => [value, place]));
  return {
    of: Uint16Array.from(column as readonly (number | string)[], (value) => places.get(value)!),
    count: values.length,
  };
}
