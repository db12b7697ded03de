import { allows, isLimited, limitsWith, noLimits, pointsWithin } from './box-limits.ts';
import type { Bounds, Limits } from './box-limits.ts';
import { countPoints, densityOf } from './box-points.ts';
import type { BoxCount, BoxPoints } from './box-points.ts';

/** A box on the way from all points to few. */
export interface Peel {
  readonly limits: Limits;
  readonly count: BoxCount;
}

/** How patiently boxes are made. */
export interface Patience {
  /** The share of a box's points that one peel takes away, or that one paste adds. */
  readonly alpha: number;
  /** The fewest points of a box. */
  readonly fewest: number;
}

/** A way to make a box smaller, and what it takes away. */
interface Change {
  readonly axis: number;
  readonly bounds: Bounds;
  readonly taken: BoxCount;
}

/**
 * The peeling trajectory of J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data" (Statistics and Computing 9, 1999):
 * from all given points on, each step takes a slice off one side of one axis, or one text, so that the share of hits rises most by run
 * taken away; it ends where the next step would leave too few points, or only hits are left. The first box is all points.
 */
export function peelBox(points: BoxPoints, given: Uint8Array, { alpha, fewest }: Patience): readonly Peel[] {
  // The points of the box by axis, in the order of their values.
  let orders = points.axes.map(({ order }) => keptOf(order, (point) => given[point] === 1));
  let limits = noLimits(points);
  let count = countPoints(points, given);
  const trajectory: Peel[] = [{ limits, count }];
  while (count.hits > 0 && count.hits < count.runs) {
    const slice = Math.max(1, Math.floor(alpha * count.points));
    const density = densityOf(count);
    let best: { readonly change: Change; readonly left: BoxCount; readonly gain: number } | undefined;
    for (const change of peelsOf(points, orders, limits, slice)) {
      const left = lessThan(count, change.taken);
      if (left.points < fewest || left.runs === 0 || change.taken.runs === 0) continue;
      const gain = (densityOf(left) - density) / change.taken.runs;
      if (best === undefined || gain > best.gain) best = { change, left, gain };
    }
    if (best === undefined) break;
    const { axis, bounds } = best.change;
    const { values } = points.axes[axis]!;
    orders = orders.map((order) => keptOf(order, (point) => allows(bounds, values[point]!)));
    limits = limitsWith(limits, axis, bounds);
    count = best.left;
    trajectory.push({ limits, count });
  }
  return trajectory;
}

/** Widens the limits of a box, a slice at a time, as long as hits are gained and their share does not fall. */
export function pasteBox(points: BoxPoints, given: Uint8Array, peel: Peel, { alpha }: Patience): Peel {
  let { limits, count } = peel;
  for (;;) {
    const slice = Math.max(1, Math.floor(alpha * count.points));
    let best: { readonly limits: Limits; readonly count: BoxCount } | undefined;
    for (const [axis, bounds] of pastesOf(points, given, limits, slice)) {
      const wider = limitsWith(limits, axis, bounds);
      const more = countPoints(points, pointsWithin(points, wider, given));
      if (more.hits === count.hits || densityOf(more) < densityOf(count)) continue;
      if (best === undefined || densityOf(more) > densityOf(best.count)) best = { limits: wider, count: more };
    }
    if (best === undefined) return { limits, count };
    ({ limits, count } = best);
  }
}

/** Takes a slice from either end of each axis, equal values together, or one text. */
function peelsOf(points: BoxPoints, orders: readonly Uint32Array[], limits: Limits, slice: number): readonly Change[] {
  const found: Change[] = [];
  points.axes.forEach(({ values }, axis) => {
    const bounds = limits[axis]!;
    const order = orders[axis]!;
    const size = order.length;
    if ('labels' in bounds) {
      for (const label of bounds.labels) {
        const places = keptOf(order, (point) => values[point] === label);
        if (places.length === 0 || places.length === size) continue;
        const labels = new Set([...bounds.labels].filter((each) => each !== label));
        found.push({ axis, bounds: { labels }, taken: countOf(points, places, 0, places.length) });
      }
      return;
    }
    const low = endOfSlice(values, order, slice, 0, 1);
    if (low < size) {
      const from = values[order[low]!]!;
      found.push({ axis, bounds: { ...bounds, from }, taken: countOf(points, order, 0, low) });
    }
    const high = endOfSlice(values, order, slice, size - 1, -1);
    if (high < size) {
      const to = values[order[size - 1 - high]!]!;
      found.push({ axis, bounds: { ...bounds, to }, taken: countOf(points, order, size - high, size) });
    }
  });
  return found;
}

/**
 * How many points a slice takes from an end: as many as asked for, less those whose value is on both sides, or else all of the outermost
 * value.
 */
function endOfSlice(values: Float64Array, order: Uint32Array, slice: number, end: number, step: 1 | -1): number {
  const size = order.length;
  let taken = slice < size ? slice : size - 1;
  while (taken > 0 && values[order[end + step * taken]!] === values[order[end + step * (taken - 1)]!]) taken -= 1;
  if (taken > 0) return taken;
  while (taken < size && values[order[end + step * taken]!] === values[order[end]!]) taken += 1;
  return taken;
}

/** Gives back a slice at each limited end, or one text. */
function* pastesOf(
  points: BoxPoints,
  given: Uint8Array,
  limits: Limits,
  slice: number,
): Generator<readonly [axis: number, bounds: Bounds]> {
  for (const [axis, own] of points.axes.entries()) {
    const bounds = limits[axis]!;
    if (!isLimited(own, bounds)) continue;
    if ('labels' in bounds) {
      for (const label of own.labels!.keys()) {
        if (!bounds.labels.has(label)) yield [axis, { labels: new Set([...bounds.labels, label]) }];
      }
      continue;
    }
    // What the other axes allow.
    const free = limitsWith(limits, axis, { from: -Infinity, to: Infinity });
    const allowed = pointsWithin(points, free, given);
    const values = Array.from(
      own.order.filter((point) => allowed[point] === 1),
      (point) => own.values[point]!,
    );
    const below = values.filter((value) => value < bounds.from);
    if (bounds.from > -Infinity) {
      const from = below.length > slice ? below[below.length - slice]! : -Infinity;
      yield [axis, { ...bounds, from }];
    }
    const above = values.filter((value) => value > bounds.to);
    if (bounds.to < Infinity) yield [axis, { ...bounds, to: above.length > slice ? above[slice - 1]! : Infinity }];
  }
}

function countOf({ runs, hits }: BoxPoints, order: Uint32Array, from: number, to: number): BoxCount {
  const count = { points: to - from, runs: 0, hits: 0 };
  for (let place = from; place < to; place += 1) {
    count.runs += runs[order[place]!]!;
    count.hits += hits[order[place]!]!;
  }
  return count;
}

function keptOf(order: Uint32Array, isKept: (point: number) => boolean): Uint32Array {
  const kept = new Uint32Array(order.length);
  let size = 0;
  for (let place = 0; place < order.length; place += 1) {
    const point = order[place]!;
    if (isKept(point)) kept[size++] = point;
  }
  return kept.subarray(0, size);
}

function lessThan(all: BoxCount, taken: BoxCount): BoxCount {
  return { points: all.points - taken.points, runs: all.runs - taken.runs, hits: all.hits - taken.hits };
}
