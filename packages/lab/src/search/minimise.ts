import { CmaEs } from './cma-es.ts';
import type { Point } from './cma-es.ts';
import { drawsOf } from './draws.ts';
import type { Draws } from './draws.ts';

/** Why a search ended. */
export type StopReason = 'target' | 'small-steps' | 'flat' | 'stagnation' | 'ill-conditioned' | 'evaluations';

/** The same in words that end a sentence such as "the search ended because …". */
export const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  target: 'the wanted value was reached',
  'small-steps': 'its steps had become smaller than what is asked for',
  flat: 'values no longer differed by more than what is asked for',
  stagnation: 'values had not become better for a long time',
  'ill-conditioned': 'some directions were a million times steeper than others',
  evaluations: 'it had tried as many points as it may',
};

/** How a minimum is searched. */
export interface MinimiseOptions {
  readonly start: Point;
  readonly sigma: number;
  readonly low?: Point;
  readonly high?: Point;
  readonly seed: string | number;
  /** How many points may be tried in all. */
  readonly maxEvaluations: number;
  readonly population?: number;
  /** How often to begin anew, each time with twice the population, from a random point of the box; 0 unless given. */
  readonly restarts?: number;
  /** Ends the search at a value that is as good. */
  readonly target?: number;
  /** Ends a start when all standard deviations are below this; 1e-11 of `sigma` unless given. */
  readonly toleranceX?: number;
  /** Ends a start when the values of the last generations differ by less; 1e-12 unless given. */
  readonly toleranceValue?: number;
  /** Whether what is minimised changes from generation to generation, so that values of two must not be compared. */
  readonly isMoving?: boolean;
  /** Called after each generation with its points and their values. */
  readonly onGeneration?: (points: readonly Point[], values: readonly number[], search: CmaEs) => void;
}

/** What a search came to. */
export interface Minimum {
  /** The best point that was tried, and its value. */
  readonly best: Point;
  readonly value: number;
  /** Where the distribution ended that had the best point: the better guess when values are noisy. */
  readonly mean: Point;
  readonly deviations: Point;
  readonly evaluations: number;
  readonly generations: number;
  readonly starts: number;
  readonly reason: StopReason;
}

/**
 * Gives the values of a generation of points; `generation` counts all generations of a search from 0, and `mean` is the middle of
 * the distribution that they are drawn from.
 */
export type Evaluate = (
  points: readonly Point[],
  generation: number,
  mean: Point,
) => readonly number[] | Promise<readonly number[]>;

/**
 * Minimises a function by CMA-ES, with restarts of growing population if wanted (IPOP: "A Restart CMA Evolution Strategy With
 * Increasing Population Size", A. Auger and N. Hansen, CEC 2005). It ends for the reasons of appendix B.3 of Hansen's tutorial.
 * The same options give the same points in the same order.
 */
export async function minimise(evaluate: Evaluate, options: MinimiseOptions): Promise<Minimum> {
  const draws = drawsOf(options.seed, 'minimise');
  let population = options.population;
  let found: Omit<Minimum, 'evaluations' | 'generations' | 'starts'> | undefined;
  let evaluations = 0;
  let generations = 0;
  for (let starts = 1; ; starts++) {
    const start = starts === 1 ? options.start : anywhere(options, draws);
    const search = new CmaEs({ ...options, start, draws, ...(population === undefined ? {} : { population }) });
    const history = new History(search.constants.population, options);
    let best: { readonly point: Point; readonly value: number } = { point: start, value: Infinity };
    let reason: StopReason | undefined;
    while (reason === undefined) {
      const points = search.ask();
      const values = await evaluate(points, generations++, search.mean);
      evaluations += points.length;
      search.tell(values);
      values.forEach((value, k) => {
        if (value < best.value) best = { point: points[k]!, value };
      });
      options.onGeneration?.(points, values, search);
      reason = history.reasonToStop(values, best.value, search);
      if (reason === undefined && evaluations + points.length > options.maxEvaluations) reason = 'evaluations';
    }
    if (found === undefined || best.value < found.value) {
      found = { best: best.point, value: best.value, mean: search.mean, deviations: search.deviations, reason };
    }
    population = 2 * search.constants.population;
    const isOver = reason === 'target' || evaluations + population > options.maxEvaluations;
    if (isOver || starts > (options.restarts ?? 0)) return { ...found, evaluations, generations, starts };
  }
}

/** The values of a start so far, and what they say about going on. */
class History {
  readonly #population: number;
  readonly #options: MinimiseOptions;
  readonly #bests: number[] = [];
  readonly #middles: number[] = [];

  constructor(population: number, options: MinimiseOptions) {
    this.#population = population;
    this.#options = options;
  }

  reasonToStop(values: readonly number[], best: number, search: CmaEs): StopReason | undefined {
    const { target = -Infinity, sigma, toleranceX = 1e-11 * sigma, toleranceValue = 1e-12, start } = this.#options;
    const ascending = [...values].sort((a, b) => a - b);
    this.#bests.push(ascending[0]!);
    this.#middles.push(ascending[Math.floor(ascending.length / 2)]!);
    if (best <= target) return 'target';
    if (this.#options.isMoving === true && search.shape.ratio <= 1e7) {
      return search.deviations.every((deviation) => deviation < toleranceX) ? 'small-steps' : undefined;
    }
    if (search.deviations.every((deviation) => deviation < toleranceX)) return 'small-steps';
    const span = 10 + Math.ceil((30 * start.length) / this.#population);
    const recent = [...this.#bests.slice(-span), ...values];
    if (this.#bests.length >= span && Math.max(...recent) - Math.min(...recent) < toleranceValue) return 'flat';
    if (search.shape.ratio > 1e7) return 'ill-conditioned';
    const long = 120 + Math.ceil((30 * start.length) / this.#population);
    return isStagnant(this.#bests, long) && isStagnant(this.#middles, long) ? 'stagnation' : undefined;
  }
}

/** Whether the last third of the last `span` values is no better than the first, by their medians. */
function isStagnant(values: readonly number[], span: number): boolean {
  if (values.length < span) return false;
  const recent = values.slice(-span);
  const third = Math.floor(span * 0.3);
  const middle = (some: readonly number[]): number => [...some].sort((a, b) => a - b)[Math.floor(some.length / 2)]!;
  return middle(recent.slice(-third)) >= middle(recent.slice(0, third));
}

function anywhere({ start, low, high }: MinimiseOptions, draws: Draws): Point {
  return start.map((x, i) => {
    const [from, to] = [low?.[i], high?.[i]];
    return from === undefined || to === undefined ? x : from + (to - from) * draws.uniform();
  });
}
