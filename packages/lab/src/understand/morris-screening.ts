import type { MorrisStep } from '../design/morris-points.ts';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { countRuns, inGroups, replicatesOf } from './runs-at-points.ts';
import type { RunsAtPoints } from './runs-at-points.ts';
import { twoWayBootstrap } from './two-way-bootstrap.ts';

/** What one axis does, in the unit of the metric for the axis's whole range. */
export interface MorrisAxis {
  readonly name: string;
  /** The mean elementary effect: its sign says where the metric goes when the axis rises. */
  readonly mu: Estimate;
  /** The mean of the sizes of elementary effects: how much the axis matters. */
  readonly muStar: Estimate;
  /** How far elementary effects differ from each other: by curvature, by what the other axes are, and by luck. */
  readonly sigma: Estimate;
  /** The part of `sigma` that is luck: the standard error of an elementary effect; NaN of a single replicate. */
  readonly luck: number;
  /** The `muStar` that so much luck alone would make: that of an axis that does nothing. */
  readonly floor: number;
}

/** Axes screened by Morris's method. */
export interface MorrisScreening {
  readonly method: 'morris';
  /** In the order of the design. */
  readonly axes: readonly MorrisAxis[];
  readonly trajectories: number;
  readonly replicates: number;
  readonly missing: number;
  readonly notes: readonly string[];
}

/** What is screened: steps of a design between points, and the runs at the points. */
export interface MorrisRuns {
  readonly names: readonly string[];
  readonly steps: readonly MorrisStep[];
  readonly runs: RunsAtPoints;
}

/** More replicates than this are resampled by groups. */
const MOST_GROUPS = 50;
const FEW_TRAJECTORIES = 10;

/**
 * The screening of M. D. Morris ("Factorial Sampling Plans for Preliminary Computational Experiments", Technometrics 33(2), 1991) with
 * the mean size of effects of F. Campolongo, J. Cariboni and A. Saltelli ("An effective screening design for sensitivity analysis of large
 * models", Environmental Modelling & Software 22, 2007). An elementary effect is the mean over seeds of the difference that a step
 * makes under the same luck, over the step's length. Intervals are over trajectories and seeds.
 */
export function morrisScreening({ names, steps, runs }: MorrisRuns, options: BootstrapOptions): MorrisScreening {
  const replicates = replicatesOf(runs);
  const groups = inGroups(runs, MOST_GROUPS);
  const width = groups[0]!.length;
  const trajectories = 1 + Math.max(...steps.map(({ trajectory }) => trajectory));
  const effects = names.map(() => Array.from({ length: trajectories }, () => new Float64Array(width).fill(NaN)));
  for (const { axis, trajectory, from, to, delta } of steps) {
    for (let k = 0; k < width; k += 1) {
      effects[axis]![trajectory]![k] = (groups[to]![k]! - groups[from]![k]!) / delta;
    }
  }
  const estimates = twoWayBootstrap(
    [trajectories, width],
    (rows, columns) => effects.flatMap((own) => momentsOf(own, rows, columns)),
    options,
  );
  const axes = names.map((name, axis): MorrisAxis => {
    const [mu, muStar, sigma] = estimates.slice(3 * axis, 3 * axis + 3);
    const luck = luckOf(
      steps.filter((step) => step.axis === axis),
      runs,
    );
    // The mean size of a normal deviate is √(2/π) of its deviation.
    return { name, mu: mu!, muStar: muStar!, sigma: sigma!, luck, floor: Math.sqrt(2 / Math.PI) * luck };
  });
  const { missing } = countRuns(runs);
  return { method: 'morris', axes, trajectories, replicates, missing, notes: notesOf(axes, trajectories, replicates) };
}

/** mu, mu* and sigma of one axis whose effects stand by trajectory and group of seeds. */
function momentsOf(effects: readonly Float64Array[], rows: Float64Array, columns: Float64Array): readonly number[] {
  let [weight, sum, size, count] = [0, 0, 0, 0];
  const means = effects.map((own) => weightedMean(own, columns));
  means.forEach((mean, row) => {
    if (Number.isNaN(mean)) return;
    weight += rows[row]!;
    sum += rows[row]! * mean;
    size += rows[row]! * Math.abs(mean);
    count += 1;
  });
  const mu = sum / weight;
  let squares = 0;
  means.forEach((mean, row) => {
    if (!Number.isNaN(mean)) squares += rows[row]! * (mean - mu) ** 2;
  });
  return [mu, size / weight, count < 2 ? NaN : Math.sqrt((squares / weight) * (count / (count - 1)))];
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [weight, sum] = [0, 0];
  for (let k = 0; k < values.length; k += 1) {
    if (Number.isNaN(values[k])) continue;
    weight += weights[k]!;
    sum += weights[k]! * values[k]!;
  }
  return weight === 0 ? NaN : sum / weight;
}

/** The root mean square, over trajectories, of the standard error of an elementary effect. */
function luckOf(steps: readonly MorrisStep[], runs: RunsAtPoints): number {
  let [sum, count] = [0, 0];
  for (const { from, to, delta } of steps) {
    const [before, after] = [runs[from]!, runs[to]!];
    const effects = Array.from(before, (value, k) => (after[k]! - value) / delta).filter((each) => !Number.isNaN(each));
    if (effects.length < 2) continue;
    const mean = effects.reduce((all, each) => all + each, 0) / effects.length;
    const squares = effects.reduce((all, each) => all + (each - mean) ** 2, 0);
    sum += squares / (effects.length - 1) / effects.length;
    count += 1;
  }
  return count === 0 ? NaN : Math.sqrt(sum / count);
}

function notesOf(axes: readonly MorrisAxis[], trajectories: number, replicates: number): readonly string[] {
  const notes: string[] = [];
  const unclear = axes.filter(({ muStar, floor }) => muStar.low <= floor).map(({ name }) => name);
  if (replicates === 1) {
    notes.push(
      'One seed at each point: luck counts as effect, in mu* and in sigma. Two seeds or more tell them apart.',
    );
  } else if (unclear.length > 0) {
    notes.push(`Not told from luck: ${unclear.join(', ')}. What luck alone makes of mu* stands beside it.`);
  }
  if (trajectories < FEW_TRAJECTORIES) {
    notes.push(`Only ${trajectories} trajectories: intervals may hold the truth less often than they say.`);
  }
  return notes;
}
