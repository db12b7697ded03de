import type { SaltelliRow } from '../design/saltelli-points.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { RunsAtPoints } from './runs-at-points.ts';

/** The share of the variance of the expected metric that goes with one axis. */
export interface SobolAxis {
  readonly name: string;
  /** By itself: what would go if the axis were known. */
  readonly first: Estimate;
  /** By itself and with all others: what would be left if all others were known. */
  readonly total: Estimate;
}

/** What two axes do together beyond what each does by itself. */
export interface SobolPair {
  readonly names: readonly [string, string];
  readonly second: Estimate;
}

/** Sobol' indices of a stochastic model: of the metric's expectation over seeds. */
export interface SobolIndices {
  readonly method: 'sobol';
  /** In the order of the design. */
  readonly axes: readonly SobolAxis[];
  /** With a design for the second order. */
  readonly pairs?: readonly SobolPair[];
  /** The variance of the expected metric over the points, in the square of its unit. */
  readonly variance: Estimate;
  /** The share of a single run's variance that is luck, and that no axis tells; NaN of a single replicate. */
  readonly luck: Estimate;
  readonly rows: number;
  readonly replicates: number;
  readonly missing: number;
  readonly notes: readonly string[];
}

/** What is analysed: base rows of a Saltelli design, and the runs at its points. */
export interface SobolRuns {
  readonly names: readonly string[];
  readonly rows: readonly SaltelliRow[];
  readonly runs: RunsAtPoints;
}
