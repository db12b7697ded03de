import type { Limits } from './box-limits.ts';
import type { BoxPoints } from './box-points.ts';
import { limitTests } from './limit-tests.ts';

/** One limit of a box: numbers from or up to a value, or some texts; `pValue` as in `LimitTest`. */
export type BoxLimit = { readonly name: string; readonly unit?: string; readonly pValue: number } & (
  { readonly from: number } | { readonly to: number } | { readonly values: readonly string[] }
);

/** The limits of a box by name, those of numbers one for each side. */
export function namedLimits(points: BoxPoints, limits: Limits, given: Uint8Array): readonly BoxLimit[] {
  return limitTests(points, limits, given).map(({ axis, side, pValue }): BoxLimit => {
    const { name, unit, labels } = points.axes[axis]!;
    const bounds = limits[axis]!;
    const head = { name, ...(unit === undefined ? {} : { unit }), pValue };
    if ('labels' in bounds) {
      const places = [...bounds.labels].sort((left, right) => left - right);
      return { ...head, values: places.map((label) => labels![label]!) };
    }
    return side === 'from' ? { ...head, from: bounds.from } : { ...head, to: bounds.to };
  });
}
