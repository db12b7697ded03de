import { oneOf } from './random-stream.ts';
import type { RandomStream } from './random-stream.ts';

/** What spreading may cost, in differences between two coordinates, and the largest hypercube that it is worth it for. */
const BUDGET = 20_000_000;
const MOST_POINTS = 2_000;
/** From how many hypercubes the best is taken, where the budget allows. */
const MOST_STARTS = 10;

/**
 * Draws hypercubes, given as the strata of each axis, spreads each (see `spreadHypercube`), and gives the one whose points crowd least:
 * ten where they are small, one where they are large.
 */
export function bestSpread(
  axes: number,
  size: number,
  draw: () => readonly number[][],
  random: RandomStream,
): readonly number[][] {
  const cost = costOf(size) * axes * trialsFor(size, axes);
  const starts = axes < 2 || size > MOST_POINTS ? 1 : Math.max(1, Math.min(MOST_STARTS, Math.floor(BUDGET / cost)));
  let best = draw();
  let least = spreadHypercube(best, random);
  for (let start = 1; start < starts; start++) {
    const strata = draw();
    const crowding = spreadHypercube(strata, random);
    if (crowding < least) [best, least] = [strata, crowding];
  }
  return best;
}

/** What one trial costs for each axis. */
function costOf(size: number): number {
  return 4 * size;
}

function trialsFor(size: number, axes: number): number {
  return Math.min(Math.floor(BUDGET / (costOf(size) * axes)), 100 * size * axes);
}

/**
 * Spreads the points of a Latin hypercube in place, given as the strata of each axis. The criterion is φ₁₆ of M. D. Morris and T. J.
 * Mitchell, "Exploratory designs for computational experiments" (Journal of Statistical Planning and Inference 43, 1995): the sum of
 * the inverse 16th powers of the distances, which the closest pairs make up, so that to lessen it is to widen the least distance.
 * Two points swap their strata of one axis where that lessens it; every other time the first is the point that is crowded most, as
 * in V. R. Joseph and Y. Hung, "Orthogonal-maximin Latin hypercube designs" (Statistica Sinica 18, 2008). One axis, more than 2,000
 * points and fewer than three are left as they are. Gives the sum that is left, twice over; 0 where nothing was done.
 */
export function spreadHypercube(strata: readonly number[][], random: RandomStream): number {
  const [axes, size] = [strata.length, strata[0]?.length ?? 0];
  if (axes < 2 || size < 3 || size > MOST_POINTS) return 0;
  const crowding = new Float64Array(size);
  for (let one = 1; one < size; one++) {
    for (let other = 0; other < one; other++) {
      const term = closeness(strata, one, other);
      crowding[one]! += term;
      crowding[other]! += term;
    }
  }
  const before = [new Float64Array(size), new Float64Array(size)] as const;
  const after = [new Float64Array(size), new Float64Array(size)] as const;
  const trials = trialsFor(size, axes);
  for (let trial = 0; trial < trials; trial++) {
    const one = trial % 2 === 0 ? mostCrowded(crowding) : oneOf(random, size);
    const column = strata[oneOf(random, axes)]!;
    const other = (one + 1 + oneOf(random, size - 1)) % size;
    const was = measure(strata, one, other, before);
    [column[one], column[other]] = [column[other]!, column[one]!];
    if (measure(strata, one, other, after) >= was) {
      [column[one], column[other]] = [column[other]!, column[one]!];
      continue;
    }
    crowding[one] = 0;
    crowding[other] = 0;
    for (let point = 0; point < size; point++) {
      if (point === one || point === other) continue;
      crowding[point]! += after[0][point]! - before[0][point]! + after[1][point]! - before[1][point]!;
      crowding[one]! += after[0][point]!;
      crowding[other]! += after[1][point]!;
    }
    // What lies between the two themselves is the same before and after.
    const own = closeness(strata, one, other);
    crowding[one]! += own;
    crowding[other]! += own;
  }
  return crowding.reduce((sum, each) => sum + each, 0);
}

/** How close two points are to all others; the terms go into two columns. */
function measure(
  strata: readonly (readonly number[])[],
  one: number,
  other: number,
  [ofOne, ofOther]: readonly [Float64Array, Float64Array],
): number {
  let sum = 0;
  for (let point = 0; point < ofOne.length; point++) {
    if (point === one || point === other) continue;
    const [first, second] = [closeness(strata, one, point), closeness(strata, other, point)];
    ofOne[point] = first;
    ofOther[point] = second;
    sum += first + second;
  }
  return sum;
}

/** The inverse 16th power of the distance of two points, in strata. */
function closeness(strata: readonly (readonly number[])[], one: number, other: number): number {
  let square = 0;
  for (const column of strata) square += (column[one]! - column[other]!) * (column[one]! - column[other]!);
  const inverse4 = 1 / (square * square);
  const inverse8 = inverse4 * inverse4;
  return inverse8 * inverse8;
}

function mostCrowded(crowding: Float64Array): number {
  let most = 0;
  for (let point = 1; point < crowding.length; point++) if (crowding[point]! > crowding[most]!) most = point;
  return most;
}
