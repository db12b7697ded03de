/** What comparing candidates may cost, in distances between points. */
const MOST_DISTANCES = 4_000_000;
const CANDIDATES_EACH = 10;

/**
 * Draws more sets of points than are wanted and chooses those that lie far from each other, after F. Campolongo, J. Cariboni and A.
 * Saltelli, "An effective screening design for sensitivity analysis of large models" (Environmental Modelling & Software 22, 2007):
 * the distance of two sets is the sum of the distances of their points. The two that are farthest apart come first, then always the
 * one with the greatest sum of squared distances to those chosen, as M. V. Ruano et al. (2012) do, since trying all choices takes
 * too long. Ten candidates are drawn for each that is wanted, fewer where comparing them would take long, and none beyond those wanted
 * in very large designs.
 */
export function chooseSpread<Item>(
  wanted: number,
  axes: number,
  draw: () => Item,
  pointsOf: (item: Item) => readonly (readonly number[])[],
): readonly Item[] {
  const affordable = Math.floor(Math.sqrt((2 * MOST_DISTANCES) / axes) / (axes + 1));
  const candidates = Array.from({ length: Math.max(wanted, Math.min(CANDIDATES_EACH * wanted, affordable)) }, draw);
  if (candidates.length === wanted || wanted < 2) return candidates.slice(0, wanted);
  const points = candidates.map(pointsOf);
  const squared = points.map((one, row) => points.map((other, column) => (column < row ? spread(one, other) ** 2 : 0)));
  const between = (x: number, y: number): number => squared[Math.max(x, y)]![Math.min(x, y)]!;
  const chosen = farthestPair(candidates.length, between);
  const sums = candidates.map((_, index) => chosen.reduce((sum, each) => sum + between(index, each), 0));
  const open = candidates.map((_, index) => !chosen.includes(index));
  while (chosen.length < wanted) {
    let best = -1;
    open.forEach((free, index) => {
      if (free && (best < 0 || sums[index]! > sums[best]!)) best = index;
    });
    chosen.push(best);
    open[best] = false;
    sums.forEach((sum, index) => (sums[index] = sum + between(index, best)));
  }
  return chosen.map((index) => candidates[index]!);
}

function farthestPair(count: number, between: (x: number, y: number) => number): number[] {
  let pair = [0, 1];
  for (let x = 1; x < count; x++) {
    for (let y = 0; y < x; y++) if (between(x, y) > between(pair[0]!, pair[1]!)) pair = [x, y];
  }
  return pair;
}

/** The sum of the distances between the points of two sets. */
function spread(one: readonly (readonly number[])[], other: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const from of one) {
    for (const to of other) {
      let square = 0;
      for (let axis = 0; axis < from.length; axis++) square += (from[axis]! - to[axis]!) * (from[axis]! - to[axis]!);
      sum += Math.sqrt(square);
    }
  }
  return sum;
}
