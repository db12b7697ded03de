import { bcaInterval, pairedDifference, unpairedDifference } from '../statistics/bca-interval.ts';
import type { Estimate, TestedEstimate } from '../statistics/estimate.ts';
import { moments } from '../statistics/moments.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { IntervalOptions } from './compare-variant.ts';

/**
 * How often an event happens over several points, from the share of points at which it happened with each seed: BCa over whole seeds.
 * Where all seeds have one share, resamples cannot tell what another seed would do. Then at most the part of seeds that Wilson's
 * interval of 0 among so many leaves open would do anything else: of an event that never happened it is Wilson's interval.
 */
export function shareInterval(shares: readonly number[], options: IntervalOptions): Estimate {
  const [one] = shares;
  if (one === undefined || shares.some((share) => share !== one)) return bcaInterval(shares, meanOf, options);
  const open = otherSeeds(shares.length, options);
  return { value: one, low: one * (1 - open), high: one + open * (1 - one), level: options.level, method: 'Wilson' };
}

/** The difference of such shares under the same luck, the first less the second; p is that of the sign test where all pairs differ alike. */
export function pairedShares(
  first: readonly number[],
  second: readonly number[],
  options: IntervalOptions,
): TestedEstimate {
  const differences = first.map((share, at) => share - second[at]!);
  const [one] = differences;
  if (one === undefined || differences.some((difference) => difference !== one))
    return pairedDifference(first, second, meanOf, options);
  const open = otherSeeds(differences.length, options);
  return {
    ...{ value: one, low: one - open * (1 + one), high: one + open * (1 - one), level: options.level },
    ...{ method: 'Wilson', pValue: one === 0 ? 1 : 2 ** (1 - differences.length) },
  };
}

/** The difference of such shares between two independent samples, the first less the second. */
export function unpairedShares(
  first: readonly number[],
  second: readonly number[],
  options: IntervalOptions,
): TestedEstimate {
  return unpairedDifference(first, second, meanOf, options);
}

function otherSeeds(count: number, { level }: IntervalOptions): number {
  return wilsonInterval(0, count, level).high;
}

function meanOf(values: Float64Array): number {
  return moments(values).mean;
}
