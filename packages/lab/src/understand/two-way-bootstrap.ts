import seedrandom from 'seedrandom';
import type { BootstrapOptions } from '../statistics/bootstrap.ts';
import { upperShare } from '../statistics/critical.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { normalCdf } from '../statistics/normal.ts';
import { quantile } from '../statistics/quantile.ts';
import { studentQuantile } from '../statistics/student.ts';

/** Statistics of a table of which each row and each column counts with a weight; the weights are 1 on average, and lent for the call. */
export type WeightedStatistics = (rows: Float64Array, columns: Float64Array) => ArrayLike<number>;

/** How many resamples an analysis takes unless told otherwise. */
export const RESAMPLES = 500;

/**
 * Statistics of a table, as of trajectories by seeds, with intervals that know of both: every resample draws the rows and the columns
 * anew (A. B. Owen, "The Pigeonhole Bootstrap", Annals of Applied Statistics 1(2), 2007), since the same seeds are played in all rows. They
 * are drawn by smooth weights (D. B. Rubin, "The Bayesian Bootstrap", Annals of Statistics 9(1), 1981), with which no resample is
 * without a row. The ends are percentiles, moved outward as Student's law asks of so few rows (T. Hesterberg, "What Teachers Should
 * Know about the Bootstrap", The American Statistician 69(4), 2015, 3.2). Luck that is each run's own is counted more than once, so that
 * the intervals are rather wide than narrow. A single column is not drawn; with a single row the ends are NaN.
 */
export function twoWayBootstrap(
  [rows, columns]: readonly [rows: number, columns: number],
  statistics: WeightedStatistics,
  { level = 0.95, resamples = RESAMPLES, seed }: BootstrapOptions,
): readonly Estimate[] {
  const upper = upperShare(level);
  if (!(Number.isInteger(resamples) && resamples >= 1)) {
    throw new RangeError(`a bootstrap takes a whole number of resamples from 1 up, not ${resamples}`);
  }
  const [rowWeights, columnWeights] = [new Float64Array(rows).fill(1), new Float64Array(columns).fill(1)];
  const observed = Array.from(statistics(rowWeights, columnWeights));
  const drawn = observed.map(() => new Float64Array(resamples));
  const random = seedrandom.alea(`${seed}/two-way-bootstrap`);
  for (let k = 0; k < resamples; k += 1) {
    draw(rowWeights, random);
    draw(columnWeights, random);
    const found = statistics(rowWeights, columnWeights);
    drawn.forEach((values, which) => (values[k] = found[which]!));
  }
  const share = rows < 2 ? NaN : outward(upper, rows);
  return observed.map((value, which) => {
    const ascending = drawn[which]!.sort();
    // NaN comes last.
    const isTold = rows >= 2 && !Number.isNaN(ascending.at(-1)) && !Number.isNaN(value);
    const [low, high] = isTold ? [quantile(ascending, 1 - share), quantile(ascending, share)] : [NaN, NaN];
    return { value, low, high, level, method: 'two-way bootstrap' };
  });
}

/** Weights by an exponential law, scaled to 1 on average. */
function draw(weights: Float64Array, random: () => number): void {
  if (weights.length < 2) return;
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += weights[i] = -Math.log1p(-random());
  const scale = weights.length / sum;
  for (let i = 0; i < weights.length; i += 1) weights[i]! *= scale;
}

/** The share at which the upper end lies, given that smooth weights spread by a factor of √(n/(n + 1)) less than n rows do. */
function outward(upper: number, rows: number): number {
  return normalCdf(Math.sqrt((rows + 1) / (rows - 1)) * studentQuantile(upper, rows - 1));
}
