import type { Changes } from '../design/design.ts';
import type { Point } from './cma-es.ts';
import { axisText, axisValue, axisWritten, searchAxis } from './search-axis.ts';
import type { AxisRange, SearchAxis } from './search-axis.ts';

/** The parameters of a search as the unit cube that algorithms see. */
export interface SearchSpace {
  readonly axes: readonly SearchAxis[];
  /** The values at a point of the cube, in the units of the axes. */
  values(point: Point): readonly number[];
  /** The same as changes to a scenario, over those that all trials have. */
  changes(point: Point): Changes;
  /** As in `size 1.2 M, delay 250 ms`. */
  text(point: Point): string;
}

/** Opens the space of some parameters. Throws a RangeError for a range of no sense, or where there is no parameter. */
export function searchSpace(ranges: Readonly<Record<string, AxisRange>>, fixed: Changes = {}): SearchSpace {
  const axes = Object.entries(ranges).map(([path, range]) => searchAxis(path, range));
  if (axes.length === 0) throw new RangeError('a search varies at least one parameter, and none is given');
  const values = (point: Point): readonly number[] => axes.map((axis, k) => axisValue(axis, point[k]!));
  return {
    axes,
    values,
    changes: (point) => {
      const numbers = values(point);
      return { ...fixed, ...Object.fromEntries(axes.map((axis, k) => [axis.path, axisWritten(axis, numbers[k]!)])) };
    },
    text: (point) => {
      const numbers = values(point);
      return axes.map((axis, k) => `${axis.path} ${axisText(axis, numbers[k]!)}`).join(', ');
    },
  };
}
