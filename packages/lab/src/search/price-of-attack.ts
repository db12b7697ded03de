import { parseCondition } from '../measure/condition.ts';
import type { BoundCondition } from '../measure/condition.ts';
import { studentInterval } from '../statistics/student-interval.ts';
import type { AttackGoal, AttackSearch } from './attack-options.ts';
import { meanOf, measureOf } from './attack-measures.ts';
import type { Measure } from './attack-measures.ts';
import { AttackRuns } from './attack-runs.ts';
import { AugmentedLagrangian } from './augmented-lagrangian.ts';
import { breakpoint } from './breakpoint.ts';
import type { Breakpoint } from './breakpoint-found.ts';
import { slackOf } from './condition-slack.ts';
import { bindToRuns, heldRuns } from './held-runs.ts';
import type { HeldRuns } from './held-runs.ts';
import { minimise } from './minimise.ts';
import { priceText } from './price-text.ts';
import { crossingLine, strongestLine } from './crossing-line.ts';
import type { Tried } from './crossing-line.ts';
import { searchSpace } from './search-space.ts';
import type { TrialRun } from './trials.ts';
import type { PriceOfAttack } from './attack-price.ts';

const UNEVEN =
  'On the line through it the condition comes and goes as the attack grows, so the price is that of its first coming.';

type Options = AttackSearch & Extract<AttackGoal, { readonly breaks: string }>;

/**
 * Searches the cheapest attack that breaks a condition in a share of runs. CMA-ES minimises the mean cost under the constraint that
 * the share-quantile of what is missing to the condition is not above zero, by an augmented Lagrangian. Then, with fresh seeds, a
 * breakpoint is placed on the line through what was found along which attacks that break it differ most from those that do not;
 * the price is the mean cost there, and its interval reaches from the lower end of the cost at the low end of the breakpoint's
 * interval to the upper one at its high end. It bounds the least price from above: a cheaper attack may lie elsewhere.
 */
export async function priceOfAttack(options: Options): Promise<PriceOfAttack> {
  const { share = 0.5, level = 0.95, finalReplicates = 60, seed = 1, startUs } = options;
  const space = searchSpace(options.axes, options.changes);
  const condition = parseCondition(options.breaks);
  const runs = new AttackRuns(options, space);
  const n = space.axes.length;
  const tried: Tried[] = [];
  const lagrangian = new AugmentedLagrangian(n);
  let bound: BoundCondition | undefined;
  let cost: Measure | undefined;
  let scales: { readonly cost: number; readonly slack: number } | undefined;
  const found = await minimise(
    async (points, generation, mean) => {
      const all = [...points, mean];
      const results = await runs.generation(all, generation);
      bound ??= bindToRuns(condition, results.flat(), startUs);
      cost ??= measureOf(options.cost, space, results.flat());
      const costs = all.map((point, k) => meanOf(cost!.of(point, results[k]!)));
      const slacks = all.map((_, k) => slackOf(bound!, results[k]!, share));
      scales ??= { cost: spreadOf(costs), slack: spreadOf(slacks) };
      const values = all.map((_, k) => ({ cost: costs[k]! / scales!.cost, constraint: slacks[k]! / scales!.slack }));
      all.forEach((point, k) => tried.push({ point, cost: costs[k]!, slack: slacks[k]! }));
      const last = values.at(-1)!;
      if (Number.isFinite(last.cost) && Number.isFinite(last.constraint)) lagrangian.learn(last);
      return points.map((_, k) => lagrangian.value(values[k]!));
    },
    {
      ...{ start: space.axes.map(() => 0.5), low: space.axes.map(() => 0), high: space.axes.map(() => 1), sigma: 0.3 },
      ...{ seed, restarts: 0, maxEvaluations: options.maxTrials ?? 100 + 60 * n, toleranceX: 2e-3, isMoving: true },
    },
  );
  const seeds = runs.freshSeeds(finalReplicates);
  const costsAt = new Map<number, readonly number[]>();
  let along: Breakpoint | undefined;
  const lines = [
    crossingLine(found.mean, tried, 0.15),
    crossingLine(found.mean, tried, Infinity),
    strongestLine(found.mean, tried),
  ];
  let line = lines[0]!;
  for (line of lines) {
    const { at, from, to } = line;
    // Places of an earlier line are no places of this one.
    costsAt.clear();
    along = await breakpoint({
      ...{
        path: 'along',
        from,
        to,
        condition: options.breaks,
        share,
        level,
        replicates: finalReplicates,
        tolerance: 1 / 100,
      },
      ...(startUs === undefined ? {} : { startUs }),
      firstSeed: seeds[0]!,
      play: async (trials) => {
        const places = trials.map(({ along: place }) => place as number);
        const results = await runs.final(places.map(at), seeds);
        places.forEach((place, k) => costsAt.set(place, cost!.of(at(place), results[k]!)));
        return results;
      },
    });
    if (along.outcome === 'found') break;
  }
  const { outcome, tries } = along!;
  const place = outcome === 'always' ? tries[0]!.value : (along!.value ?? nearestOf(tries).value);
  const winner = line.at(place);
  const ends = [along!.low ?? tries[0]!.value, along!.high ?? tries.at(-1)!.value];
  const [least, most] = ends.map((end) => studentInterval(costsAt.get(end) ?? [], level));
  const value = studentInterval(costsAt.get(place) ?? [], level);
  const price =
    outcome === 'never'
      ? null
      : {
          ...{ value: value.value, level, method: 'breakpoint along a line' },
          ...{ low: Math.min(value.low, least!.low), high: Math.max(value.high, most!.high) },
        };
  const [last = []] = await runs.final([winner], runs.freshSeeds(finalReplicates));
  const result = {
    ...{ kind: 'price-of-attack' as const, condition: condition.text, share, outcome, price, unit: cost!.unit },
    ...{ values: space.changes(winner), confirmed: confirm(condition.text, last, startUs, level) },
    ...{ trials: found.evaluations, runs: runs.runs, reason: found.reason },
    warnings: along!.warnings.map((each) => (each.startsWith('The share does not') ? UNEVEN : each)),
  };
  return { ...result, text: priceText(result, space.text(winner), finalReplicates) };
}

function confirm(text: string, runs: readonly TrialRun[], startUs: number | undefined, level: number): HeldRuns {
  return heldRuns(parseCondition(text), [runs], startUs, level)[0]!;
}

/** The try at which most runs met the condition. */
function nearestOf<T extends { readonly met: number }>(tries: readonly T[]): T {
  return tries.reduce((best, each) => (each.met > best.met ? each : best));
}

/** The standard deviation of what is finite; 1 where nothing differs. */
function spreadOf(values: readonly number[]): number {
  const finite = values.filter((value) => Number.isFinite(value));
  const mean = meanOf(finite);
  const spread = Math.sqrt(meanOf(finite.map((value) => (value - mean) ** 2)));
  return spread > 0 ? spread : 1;
}
