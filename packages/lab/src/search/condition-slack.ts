import type { BoundCondition } from '../measure/condition.ts';
import { valueFor } from './held-runs.ts';
import type { TrialRun } from './trials.ts';

/**
 * What is missing to a condition in a share of runs, in the unit of its metric: zero or less when at least that share meets it. It
 * is the quantile of what is missing in each run, without interpolation. A run that broke or has no number is as far off as
 * the worst other and further by one hundredth of the edge. Throws a RangeError for `=` and `!=`, to which nothing is near.
 */
export function slackOf(condition: BoundCondition, runs: readonly TrialRun[], share: number): number {
  const { comparison, edge, orMissing, text } = condition;
  if (comparison === '=' || comparison === '!=') {
    throw new RangeError(`an attack is led by how near a condition is, so '${text}' should have <, <=, > or >=`);
  }
  const sign = comparison.startsWith('<') ? 1 : -1;
  const missing = runs.map((run) => {
    const value = run.fault === undefined ? valueFor(condition, run) : undefined;
    if (value === undefined || Number.isNaN(value)) return orMissing && run.fault === undefined ? -Infinity : Infinity;
    const slack = sign * (value - edge);
    // A number at the very edge of a strict comparison does not meet it.
    return slack === 0 && comparison.length === 1 ? Number.MIN_VALUE : slack;
  });
  const finite = missing.filter((slack) => Number.isFinite(slack));
  const step = Math.max(Math.abs(edge) / 100, 1e-9);
  const [least, most] = [Math.min(0, ...finite) - step, Math.max(0, ...finite) + step];
  const ascending = missing.map((slack) => Math.max(least, Math.min(most, slack))).sort((a, b) => a - b);
  return ascending[Math.max(1, Math.ceil(share * runs.length - 1e-9)) - 1]!;
}
