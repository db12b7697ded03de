/**
 * What runs came to: by the point of a design, then by replicate, where the same replicate of all points had the same luck. NaN where a
 * run broke, was not played or has no number: it is left out of whatever it would stand in, and counted.
 */
export type RunsAtPoints = readonly ArrayLike<number>[];

/** How many runs have a number and how many have none. */
export function countRuns(runs: RunsAtPoints): { readonly measured: number; readonly missing: number } {
  let [measured, missing] = [0, 0];
  for (const own of runs) {
    for (let k = 0; k < own.length; k += 1) {
      if (Number.isNaN(own[k])) missing += 1;
      else measured += 1;
    }
  }
  return { measured, missing };
}

/** How many replicates there are; throws a RangeError where points have different numbers of them, or there is none. */
export function replicatesOf(runs: RunsAtPoints): number {
  const count = runs[0]?.length ?? 0;
  if (count === 0) throw new RangeError('expected at least one point with one run, found none');
  const odd = runs.findIndex(({ length }) => length !== count);
  if (odd >= 0)
    throw new RangeError(`expected ${count} runs at each point, found ${runs[odd]!.length} at point ${odd}`);
  return count;
}

/** Replicates put together in at most so many groups, each by the mean of the numbers that it has; a row of groups for each point. */
export function inGroups(runs: RunsAtPoints, most: number): readonly Float64Array[] {
  const groups = Math.min(most, replicatesOf(runs));
  return runs.map((own) => {
    const sums = new Float64Array(groups);
    const counts = new Float64Array(groups);
    for (let k = 0; k < own.length; k += 1) {
      if (Number.isNaN(own[k])) continue;
      sums[k % groups]! += own[k]!;
      counts[k % groups]! += 1;
    }
    return sums.map((sum, group) => (counts[group] === 0 ? NaN : sum / counts[group]!));
  });
}
