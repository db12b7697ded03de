import type { Point } from './cma-es.ts';

/** A trial of a search: where, what it cost, and what was missing to its condition. */
export interface Tried {
  readonly point: Point;
  readonly cost: number;
  readonly slack: number;
}

/** A line through the unit cube; places on it count in its width from the point that it goes through. */
export interface CrossingLine {
  readonly from: number;
  readonly to: number;
  at(place: number): Point;
}

/** How many of the last trials tell the direction. */
const RECENT = 60;

/**
 * The line through a point along which a condition changes fastest by what a search has seen: from the mean of the trials that do not
 * meet it to that of those that do. Of normal trials and a straight edge that is the direction of the steepest change in the
 * search's own metric (the within-class mean difference of R. A. Fisher, Annals of Eugenics 7, 1936). It reaches as far as told to
 * both sides, and not out of the cube. Where all trials are alike it goes from the low ends of all axes to the high ones.
 */
export function crossingLine(through: Point, tried: readonly Tried[], reach: number): CrossingLine {
  return lineAlong(through, directionOf(through, tried), reach);
}

/** The line through a point and the trial by which the condition was met most clearly, through all of the cube. */
export function strongestLine(through: Point, tried: readonly Tried[]): CrossingLine {
  const strongest = tried.reduce((best, each) => (each.slack < best.slack ? each : best));
  const way = strongest.point.map((x, k) => x - through[k]!);
  const length = Math.sqrt(way.reduce((sum, x) => sum + x * x, 0));
  const direction = length > 0 ? way.map((x) => x / length) : directionOf(through, []);
  return lineAlong(through, direction, Infinity);
}

function lineAlong(through: Point, direction: Point, reach: number): CrossingLine {
  let [from, to] = [-reach, reach];
  direction.forEach((step, k) => {
    if (step === 0) return;
    const sides = [-through[k]! / step, (1 - through[k]!) / step].sort((a, b) => a - b);
    from = Math.max(from, sides[0]!);
    to = Math.min(to, sides[1]!);
  });
  const clamp = (x: number): number => Math.min(1, Math.max(0, x));
  return { from, to, at: (place) => through.map((x, k) => clamp(x + place * direction[k]!)) };
}

function directionOf(through: Point, tried: readonly Tried[]): Point {
  for (const some of [tried.slice(-RECENT), tried]) {
    const [met, unmet] = [some.filter(({ slack }) => slack <= 0), some.filter(({ slack }) => slack > 0)];
    if (met.length === 0 || unmet.length === 0) continue;
    const difference = through.map((_, k) => meanAt(met, k) - meanAt(unmet, k));
    const length = Math.sqrt(difference.reduce((sum, x) => sum + x * x, 0));
    if (length > 0) return difference.map((x) => x / length);
  }
  return through.map(() => 1 / Math.sqrt(through.length));
}

function meanAt(tried: readonly Tried[], k: number): number {
  return tried.reduce((sum, { point }) => sum + point[k]!, 0) / tried.length;
}
