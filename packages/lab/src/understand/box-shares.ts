import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import { replicatesOf } from './runs-at-points.ts';
import type { RunsAtPoints } from './runs-at-points.ts';
import { twoWayBootstrap } from './two-way-bootstrap.ts';

/** How much of what is in a box, with intervals over groups of points and seeds; where all points of it agree, Wilson's over points. */
export function boxShares(
  runs: RunsAtPoints,
  groups: Uint32Array,
  inside: Uint8Array,
  { level = 0.95, resamples, seed }: BootstrapOptions,
): { readonly density: Estimate; readonly coverage: Estimate; readonly support: Estimate } {
  const estimates = twoWayBootstrap(
    [1 + groups.reduce((most, group) => (group > most ? group : most), 0), replicatesOf(runs)],
    (weights, seeds) => {
      const [box, all] = [
        { runs: 0, hits: 0 },
        { runs: 0, hits: 0 },
      ];
      for (let point = 0; point < runs.length; point += 1) {
        const own = runs[point]!;
        let [count, hits] = [0, 0];
        for (let k = 0; k < own.length; k += 1) {
          if (Number.isNaN(own[k])) continue;
          count += seeds[k]!;
          hits += seeds[k]! * own[k]!;
        }
        all.runs += weights[groups[point]!]! * count;
        all.hits += weights[groups[point]!]! * hits;
        if (inside[point] === 0) continue;
        box.runs += weights[groups[point]!]! * count;
        box.hits += weights[groups[point]!]! * hits;
      }
      return [box.hits / box.runs, box.hits / all.hits, box.runs / all.runs];
    },
    { level, seed, ...(resamples === undefined ? {} : { resamples }) },
  );
  const [density, coverage, support] = estimates as readonly [Estimate, Estimate, Estimate];
  const points = inside.reduce((sum, each) => sum + each, 0);
  // A share of 0 or 1 is the same in every resample.
  const agree = density.value === 0 || density.value === 1;
  return {
    density: agree ? wilsonInterval(density.value * points, points, level) : density,
    coverage: coverage.value === 1 ? wilsonInterval(points, points, level) : coverage,
    support,
  };
}
