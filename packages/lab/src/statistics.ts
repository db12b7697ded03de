/** Intervals, tests and effect sizes on arrays of numbers: a door apart, as they need nothing else of the lab. */
export { ascending } from './statistics/ascending.ts';
export {
  bcaInterval,
  pairedBootstrap,
  pairedDifference,
  unpairedDifference,
  type PairStatistic,
  type Statistic,
} from './statistics/bca-interval.ts';
export { betaCdf, betaQuantile } from './statistics/beta.ts';
export { binomialCdf, binomialTail } from './statistics/binomial.ts';
export type { BootstrapOptions } from './statistics/bootstrap.ts';
export { confidenceSequence, proportionSequence, type SequenceOptions } from './statistics/confidence-sequence.ts';
export { cohenD, cohenDz, hedgesCorrection } from './statistics/effect-size.ts';
export type { Estimate, TestedEstimate } from './statistics/estimate.ts';
export { expectedShortfall, tailProbability, type Side } from './statistics/expected-shortfall.ts';
export { halfWidthRuns } from './statistics/half-width-runs.ts';
export { holm } from './statistics/holm.ts';
export { interval, median, type Interval } from './statistics/interval.ts';
export { moments, type Moments } from './statistics/moments.ts';
export { normalCdf, normalQuantile } from './statistics/normal.ts';
export {
  mcNemar,
  pairedProportions,
  unpairedProportions,
  type PairedCounts,
} from './statistics/proportion-difference.ts';
export { quantile } from './statistics/quantile.ts';
export { quantileInterval } from './statistics/quantile-interval.ts';
export { SequentialStop, type SequentialStopOptions } from './statistics/sequential-stop.ts';
export { pairedStudent, studentInterval, welchInterval } from './statistics/student-interval.ts';
export { studentCdf, studentQuantile } from './statistics/student.ts';
export { pairedSuperiority, superiority } from './statistics/superiority.ts';
export { correlation, differencesOf, varianceReduction } from './statistics/variance-reduction.ts';
export { wilsonInterval } from './statistics/wilson-interval.ts';
