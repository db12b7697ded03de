import { formatAmount } from '@ebb/results';
import type { Changes } from '../design/design.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { studentInterval } from '../statistics/student-interval.ts';
import type { AttackGoal, AttackSearch } from './attack-options.ts';
import { meanOf, measureOf } from './attack-measures.ts';
import type { Measure } from './attack-measures.ts';
import { AttackRuns } from './attack-runs.ts';
import { percent } from './breakpoint-text.ts';
import type { Point } from './cma-es.ts';
import { STOP_WORDS, minimise } from './minimise.ts';
import type { StopReason } from './minimise.ts';
import { searchSpace } from './search-space.ts';
import type { TrialRun } from './trials.ts';

/** The attack that gains most after its cost, as runs with fresh seeds tell. */
export interface BestAttack {
  readonly kind: 'best-attack';
  /** The parameters found, as a scenario takes them. */
  readonly values: Changes;
  /** Means over the final runs; `net` is the gain less lambda times the cost. */
  readonly gain: Estimate;
  readonly cost: Estimate;
  readonly net: Estimate;
  /** Units of gain and cost; empty for plain numbers. */
  readonly gainUnit: string;
  readonly costUnit: string;
  /** What the search itself believed of the same point: better by the optimiser's curse. */
  readonly believed: number;
  readonly trials: number;
  readonly runs: number;
  readonly reason: StopReason;
  readonly text: string;
}

type Options = AttackSearch & Extract<AttackGoal, { readonly gain: string }>;

/** Searches the parameters with the largest mean of `gain − λ · cost`. See `attack`. */
export async function bestAttack(options: Options): Promise<BestAttack> {
  const { lambda = 1, level = 0.95, finalReplicates = 60, seed = 1 } = options;
  const space = searchSpace(options.axes, options.changes);
  const runs = new AttackRuns(options, space);
  const n = space.axes.length;
  let measures: { readonly gain: Measure; readonly cost: Measure } | undefined;
  const netOf = (point: Point, some: readonly TrialRun[]): number => {
    const { gain, cost } = measures!;
    return meanOf(gain.of(point, some)) - lambda * meanOf(cost.of(point, some));
  };
  const found = await minimise(
    async (points, generation) => {
      const results = await runs.generation(points, generation);
      const all = results.flat();
      measures ??= { gain: measureOf(options.gain, space, all), cost: measureOf(options.cost, space, all) };
      return points.map((point, k) => -netOf(point, results[k]!));
    },
    {
      ...{ start: space.axes.map(() => 0.5), low: space.axes.map(() => 0), high: space.axes.map(() => 1), sigma: 0.3 },
      ...{ seed, restarts: options.restarts ?? 0, maxEvaluations: options.maxTrials ?? 100 + 60 * n, toleranceX: 1e-3 },
    },
  );
  // The mean is the better guess of a noisy search, the best point that of a rugged one; seeds that neither has seen decide.
  const candidates = [found.mean, found.best];
  const judged = await runs.final(candidates, runs.freshSeeds(finalReplicates));
  const [mean, best] = candidates.map((point, k) => netOf(point, judged[k]!));
  const winner = best! > mean! ? found.best : found.mean;
  const [last = []] = await runs.final([winner], runs.freshSeeds(finalReplicates));
  const { gain, cost } = measures!;
  const [gains, costs] = [gain.of(winner, last), cost.of(winner, last)];
  const nets = last.flatMap((run) => {
    const net = netOf(winner, [run]);
    return Number.isNaN(net) ? [] : [net];
  });
  const result = {
    ...{ kind: 'best-attack' as const, values: space.changes(winner) },
    ...{ gain: studentInterval(gains, level), cost: studentInterval(costs, level), net: studentInterval(nets, level) },
    ...{ gainUnit: gain.unit, costUnit: cost.unit, believed: -found.value },
    ...{ trials: found.evaluations, runs: runs.runs, reason: found.reason },
  };
  const head = `The best attack found: ${space.text(winner)}.`;
  const worth = `Net of cost it gains ${told(result.net, gain.unit)}: ${told(result.gain, gain.unit)} of ${options.gain}`;
  const price =
    options.cost === undefined ? '' : `, less ${lambda} times ${told(result.cost, cost.unit)} of ${options.cost}`;
  const work = `${result.runs} runs, the last ${finalReplicates} with seeds of their own; the search ended because ${STOP_WORDS[found.reason]}.`;
  const loss = result.net.high < 0 ? ' Not attacking is better: the net is below zero.' : '';
  return { ...result, text: `${head} ${worth}${price} (${percent(level)} intervals of means).${loss} ${work}` };
}

function told({ value, low, high }: Estimate, unit: string): string {
  return `${formatAmount(value, unit || undefined)} (${formatAmount(low)} to ${formatAmount(high)})`;
}
