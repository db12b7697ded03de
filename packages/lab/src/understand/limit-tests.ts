import { binomialTail } from '../statistics/binomial.ts';
import { isLimited, limitsWith, noLimits, pointsWithin } from './box-limits.ts';
import type { Bounds, Limits } from './box-limits.ts';
import type { BoxPoints } from './box-points.ts';

/** One limit of a box, of numbers one side, and what speaks for it. */
export interface LimitTest {
  readonly axis: number;
  readonly side: 'from' | 'to' | 'labels';
  /** The bounds of the axis without it. */
  readonly without: Bounds;
  /**
   * The chance of as many hits in as many points of the box if the limit did nothing, by the binomial law (the quasi-p-value of B. P. Bryant
   * and R. J. Lempert, Technological Forecasting and Social Change 77, 2010). It knows nothing of the search.
   */
  readonly pValue: number;
}

/** Tests each limit of a box by the box without it. */
export function limitTests(points: BoxPoints, limits: Limits, given: Uint8Array): readonly LimitTest[] {
  const box = shares(points, pointsWithin(points, limits, given));
  const free = noLimits(points);
  const test = (axis: number, side: LimitTest['side'], without: Bounds): LimitTest => {
    const wider = shares(points, pointsWithin(points, limitsWith(limits, axis, without), given));
    return { axis, side, without, pValue: binomialTail(box.hits, box.points, wider.hits / wider.points) };
  };
  return points.axes.flatMap((axis, index): readonly LimitTest[] => {
    const bounds = limits[index]!;
    if (!isLimited(axis, bounds)) return [];
    if ('labels' in bounds) return [test(index, 'labels', free[index]!)];
    const { from, to } = bounds;
    return [
      ...(from > -Infinity ? [test(index, 'from', { from: -Infinity, to })] : []),
      ...(to < Infinity ? [test(index, 'to', { from, to: Infinity })] : []),
    ];
  });
}

/** Points, and the sum of their shares of hits: runs at one point are no independent trials. */
function shares({ runs, hits }: BoxPoints, inside: Uint8Array): { readonly points: number; readonly hits: number } {
  const sum = { points: 0, hits: 0 };
  for (let point = 0; point < inside.length; point += 1) {
    if (inside[point] === 0) continue;
    sum.points += 1;
    sum.hits += hits[point]! / runs[point]!;
  }
  return sum;
}
