import { binomialCdf } from './binomial.ts';
import type { Estimate, TestedEstimate } from './estimate.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** How often an event came in both runs of a pair, in the first alone, in the second alone, and in neither. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/**
 * The difference of an event's probabilities in two paired samples, the first less the second: the interval is method 10 of R. G.
 * Newcombe, Statistics in Medicine 17, 1998, 2635–2650 (two Wilson intervals, squared and added, less what their correlation
 * takes away), the p-value McNemar's exact one.
 */
export function pairedProportions(counts: PairedCounts, level: number): TestedEstimate {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  const first = wilsonInterval(both + onlyFirst, n, level);
  const second = wilsonInterval(both + onlySecond, n, level);
  return {
    ...difference(first, second, correlationOf(counts)),
    level,
    method: 'Newcombe paired',
    pValue: mcNemar(onlyFirst, onlySecond),
  };
}

/**
 * The difference of an event's probabilities in two independent samples, the first less the second: method 10 of R. G. Newcombe,
 * Statistics in Medicine 17, 1998, 873–890, the hybrid of two Wilson intervals.
 */
export function unpairedProportions(
  first: { readonly successes: number; readonly n: number },
  second: { readonly successes: number; readonly n: number },
  level: number,
): Estimate {
  const ofFirst = wilsonInterval(first.successes, first.n, level);
  const ofSecond = wilsonInterval(second.successes, second.n, level);
  return { ...difference(ofFirst, ofSecond, 0), level, method: 'Newcombe' };
}

/**
 * The exact two-sided test that an event is as likely in the first of a pair as in the second (Q. McNemar, Psychometrika 12, 1947):
 * of the pairs that differ, as many go either way as heads and tails. 1 where no pair differs.
 */
export function mcNemar(onlyFirst: number, onlySecond: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond, 0.5));
}

function difference(first: Estimate, second: Estimate, phi: number): { value: number; low: number; high: number } {
  const value = first.value - second.value;
  const down = apart(first.value - first.low, second.high - second.value, phi);
  const up = apart(first.high - first.value, second.value - second.low, phi);
  // Without trials nothing is known.
  if (Number.isNaN(value)) return { value, low: -1, high: 1 };
  return { value, low: Math.max(-1, value - down), high: Math.min(1, value + up) };
}

function apart(one: number, other: number, phi: number): number {
  return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
}

/** The correlation of two events over pairs, drawn towards zero where positive, as Newcombe's method 10 has it. */
function correlationOf({ both, onlyFirst, onlySecond, neither }: PairedCounts): number {
  const n = both + onlyFirst + onlySecond + neither;
  const product = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (product === 0) return 0;
  const cross = both * neither - onlyFirst * onlySecond;
  return (cross > 0 ? Math.max(cross - n / 2, 0) : cross) / Math.sqrt(product);
}
