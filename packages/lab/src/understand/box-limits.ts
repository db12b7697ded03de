import type { BoxAxis, BoxPoints } from './box-points.ts';

/** What a box allows of one axis: numbers from one to another, both included and infinite where nothing limits, or some of the texts. */
export type Bounds = { readonly from: number; readonly to: number } | { readonly labels: ReadonlySet<number> };

/** What a box allows, by axis. */
export type Limits = readonly Bounds[];

/** Limits that allow all. */
export function noLimits({ axes }: BoxPoints): Limits {
  return axes.map(({ labels }) =>
    labels === undefined ? { from: -Infinity, to: Infinity } : { labels: new Set(labels.keys()) },
  );
}

/** Whether bounds leave something out. */
export function isLimited({ labels }: BoxAxis, bounds: Bounds): boolean {
  return 'labels' in bounds ? bounds.labels.size < labels!.length : bounds.from > -Infinity || bounds.to < Infinity;
}

/** Limits with those of one axis replaced. */
export function limitsWith(limits: Limits, axis: number, bounds: Bounds): Limits {
  return limits.map((own, index) => (index === axis ? bounds : own));
}

/** Whether bounds allow a value. */
export function allows(bounds: Bounds, value: number): boolean {
  return 'labels' in bounds ? bounds.labels.has(value) : value >= bounds.from && value <= bounds.to;
}

/** Which of the given points are within limits: 1 for those. */
export function pointsWithin({ axes }: BoxPoints, limits: Limits, given: Uint8Array): Uint8Array {
  const within = given.slice();
  axes.forEach((axis, index) => {
    const bounds = limits[index]!;
    if (!isLimited(axis, bounds)) return;
    for (let point = 0; point < within.length; point += 1) {
      if (within[point] === 1 && !allows(bounds, axis.values[point]!)) within[point] = 0;
    }
  });
  return within;
}
