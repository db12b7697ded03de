import { cmaWeights } from './cma-weights.ts';
import type { CmaWeights } from './cma-weights.ts';
import type { Draws } from './draws.ts';
import { identity, symmetricEigen } from './symmetric-eigen.ts';

/** A point of the space that is searched. */
export type Point = readonly number[];

/** Where a search begins, and in what box it stays. */
export interface CmaOptions {
  readonly start: Point;
  /** The standard deviation of the first steps in every coordinate; about a third of the way in which the optimum may lie. */
  readonly sigma: number;
  readonly draws: Draws;
  readonly population?: number;
  readonly low?: Point;
  readonly high?: Point;
}

/**
 * The covariance matrix adaptation evolution strategy, which minimises by ranks alone: `ask` gives a generation of points, `tell`
 * takes their values (not finite counts as worst) and moves the distribution. After "The CMA Evolution Strategy: A Tutorial"
 * (N. Hansen, arXiv:1604.00772, 2016), with the active update of the covariance. What is drawn outside the box is tried at its
 * mirror image inside, while the distribution learns from what was drawn: Darwinian reflection of "Handling bound constraints in
 * CMA-ES: An experimental study" (R. Biedrzycki, Swarm and Evolutionary Computation 52, 2020).
 */
export class CmaEs {
  readonly constants: CmaWeights;
  readonly #options: CmaOptions;
  #mean: number[];
  #sigma: number;
  #covariance: number[][];
  #axes: readonly Point[];
  #lengths: readonly number[];
  #pathSigma: number[];
  #pathCovariance: number[];
  #asked: readonly Point[] = [];
  #generation = 0;

  constructor(options: CmaOptions) {
    const n = options.start.length;
    this.#options = options;
    this.constants = cmaWeights(n, options.population);
    this.#mean = [...options.start];
    this.#sigma = options.sigma;
    this.#covariance = identity(n);
    this.#axes = identity(n);
    this.#lengths = this.#axes.map(() => 1);
    this.#pathSigma = options.start.map(() => 0);
    this.#pathCovariance = options.start.map(() => 0);
  }

  /** The mean of the distribution: under noise a better guess of the optimum than any point that was tried. */
  get mean(): Point {
    return this.#inside(this.#mean);
  }

  /** The standard deviation of the next points in each coordinate. */
  get deviations(): Point {
    return this.#covariance.map((row, k) => this.#sigma * Math.sqrt(row[k]!));
  }

  /** The longest principal axis of the distribution, and its ratio to the shortest. */
  get shape(): { readonly longest: number; readonly ratio: number } {
    const longest = Math.max(...this.#lengths);
    return { longest: this.#sigma * longest, ratio: longest / Math.min(...this.#lengths) };
  }

  /** How many generations were told. */
  get generation(): number {
    return this.#generation;
  }

  /** The points of the next generation. */
  ask(): readonly Point[] {
    this.#asked = Array.from({ length: this.constants.population }, () => this.#draw());
    return this.#asked.map((point) => this.#inside(point));
  }

  /** Learns from the values of the points that were last asked, in their order. */
  tell(values: readonly number[]): void {
    const { weights, parents, effective, cSigma, dSigma, cPath, cOne, cMu, chi, dimension } = this.constants;
    const points = this.#asked;
    if (values.length !== points.length) {
      throw new RangeError(`the values of ${points.length} points are asked, and ${values.length} were told`);
    }
    const worth = values.map((value) => (Number.isFinite(value) ? value : Infinity));
    const order = points.map((_, k) => k).sort((a, b) => (worth[a] === worth[b] ? a - b : worth[a]! - worth[b]!));
    const steps = order.map((k) => points[k]!.map((x, i) => (x - this.#mean[i]!) / this.#sigma));
    const drift = this.#mean.map((_, i) => {
      let sum = 0;
      for (let k = 0; k < parents; k++) sum += weights[k]! * steps[k]![i]!;
      return sum;
    });
    this.#generation++;
    this.#mean = this.#mean.map((x, i) => x + this.#sigma * drift[i]!);
    const white = this.#whiten(drift);
    const pull = Math.sqrt(cSigma * (2 - cSigma) * effective);
    this.#pathSigma = this.#pathSigma.map((p, i) => (1 - cSigma) * p + pull * white[i]!);
    const length = norm(this.#pathSigma);
    const settled = Math.sqrt(1 - (1 - cSigma) ** (2 * this.#generation));
    const goesOn = length / settled < (1.4 + 2 / (dimension + 1)) * chi ? 1 : 0;
    const carry = goesOn * Math.sqrt(cPath * (2 - cPath) * effective);
    this.#pathCovariance = this.#pathCovariance.map((p, i) => (1 - cPath) * p + carry * drift[i]!);
    this.#adapt(steps, 1 + cOne * (1 - goesOn) * cPath * (2 - cPath) - cOne - cMu * sum(weights));
    // The growth of one generation is bounded, as in Hansen's own programs, so that a flat start cannot blow it up.
    this.#sigma *= Math.exp(Math.min(1, (cSigma / dSigma) * (length / chi - 1)));
    const { values: squares, vectors } = symmetricEigen(this.#covariance);
    const least = Math.max(...squares) * 1e-30;
    this.#lengths = squares.map((square) => Math.sqrt(Math.max(square, least)));
    this.#axes = vectors;
  }

  #adapt(steps: readonly Point[], keep: number): void {
    const { weights, cOne, cMu, dimension } = this.constants;
    const worth = weights.map((w, k) => {
      if (w >= 0) return w;
      const size = norm(this.#whiten(steps[k]!));
      return size === 0 ? 0 : (w * dimension) / (size * size);
    });
    const path = this.#pathCovariance;
    this.#covariance = this.#covariance.map((row, i) =>
      row.map((c, j) => {
        let rank = 0;
        for (let k = 0; k < steps.length; k++) rank += worth[k]! * steps[k]![i]! * steps[k]![j]!;
        return keep * c + cOne * path[i]! * path[j]! + cMu * rank;
      }),
    );
  }

  /** A step in the coordinates in which the distribution is a ball. */
  #whiten(step: Point): Point {
    const result = step.map(() => 0);
    this.#axes.forEach((axis, k) => {
      const along = dot(axis, step) / this.#lengths[k]!;
      for (let i = 0; i < result.length; i++) result[i]! += along * axis[i]!;
    });
    return result;
  }

  #draw(): Point {
    const point = [...this.#mean];
    this.#axes.forEach((axis, k) => {
      const along = this.#sigma * this.#lengths[k]! * this.#options.draws.normal();
      for (let i = 0; i < point.length; i++) point[i]! += along * axis[i]!;
    });
    return point;
  }

  #inside(point: Point): Point {
    const { low, high } = this.#options;
    return point.map((x, i) => reflect(x, low?.[i] ?? -Infinity, high?.[i] ?? Infinity));
  }
}

/** Folds a number back into an interval as a mirror at each end would. */
function reflect(x: number, low: number, high: number): number {
  if (x >= low && x <= high) return x;
  if (low === -Infinity) return 2 * high - x;
  if (high === Infinity) return 2 * low - x;
  const width = high - low;
  if (width === 0) return low;
  const place = (((x - low) % (2 * width)) + 2 * width) % (2 * width);
  return low + (place <= width ? place : 2 * width - place);
}

function dot(left: Point, right: Point): number {
  let result = 0;
  for (let i = 0; i < left.length; i++) result += left[i]! * right[i]!;
  return result;
}

function norm(vector: Point): number {
  return Math.sqrt(dot(vector, vector));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
