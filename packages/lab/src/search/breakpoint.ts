import { parseCondition } from '../measure/condition.ts';
import { breakpointText } from './breakpoint-text.ts';
import { fallOf } from './fall-of-share.ts';
import { heldRuns } from './held-runs.ts';
import { quantileRanks } from './quantile-ranks.ts';
import { axisShare, axisValue, axisWritten, searchAxis } from './search-axis.ts';
import type { SearchAxis } from './search-axis.ts';
import type { BreakpointOptions, BreakpointTry, Breakpoint } from './breakpoint-found.ts';

/**
 * Finds the smallest value of a parameter at which a condition holds in at least a share of runs. Every value is played with the
 * same seeds. A seed for which more of the parameter never undoes the condition has a threshold of its own, and the breakpoint is a
 * quantile of those thresholds: bisection finds the value at which as many seeds have crossed as the share asks, and those at which
 * as many have as the two ends of the quantile's interval ask (see `quantileRanks`). Where seeds cross back and forth the
 * interval holds as far as the share itself rises; its coverage is measured in `scenarios/validation/breakpoint-coverage.mjs`. Throws a RangeError
 * for a range, a condition or a share of no sense.
 */
export async function breakpoint(options: BreakpointOptions): Promise<Breakpoint> {
  const { play, path, share = 0.5, replicates = 40, firstSeed = 1, level = 0.95, coarse = 5 } = options;
  const axis = searchAxis(path, options);
  const condition = parseCondition(options.condition);
  const ranks = quantileRanks(replicates, share, level);
  const middle = Math.max(1, Math.ceil(replicates * share - 1e-9));
  const seeds = Array.from({ length: replicates }, (_, k) => firstSeed + k);
  const tolerance = options.tolerance ?? 1 / 200;
  const tries = new Map<number, BreakpointTry>();

  const tryAll = async (values: readonly number[]): Promise<void> => {
    const trials = values.map((value) => ({ ...options.changes, [path]: axisWritten(axis, value) }));
    const results = await play(trials, seeds);
    const held = heldRuns(condition, results, options.startUs, level);
    values.forEach((value, k) => tries.set(value, { value, ...held[k]! }));
    options.onRound?.(tries.size * replicates);
  };
  const first = Array.from({ length: Math.max(2, coarse) }, (_, k) => axisValue(axis, k / (Math.max(2, coarse) - 1)));
  await tryAll([...new Set(first)]);
  const wanted = [middle, ranks.low, ranks.high].filter((count) => count >= 1 && count <= replicates);
  for (;;) {
    const sorted = ascending(tries);
    const [low, high] = [crossing(sorted, Math.max(1, ranks.low)), crossing(sorted, Math.min(replicates, ranks.high))];
    const width = shareBetween(axis, low.below ?? axis.from, high.at ?? axis.to);
    // There is no point in placing a value far more finely than its interval is wide.
    const fine = Math.max(tolerance, width / 20);
    const next = wanted.flatMap((count) => betweenNeighbours(axis, crossing(sorted, count), fine) ?? []);
    if (next.length === 0) break;
    await tryAll([...new Set(next)].sort((a, b) => a - b));
  }
  return finish(axis, { share, level, replicates, middle, ranks, text: condition.text }, ascending(tries));
}

interface Asked {
  readonly share: number;
  readonly level: number;
  readonly replicates: number;
  readonly middle: number;
  readonly ranks: { readonly low: number; readonly high: number };
  /** The condition as written. */
  readonly text: string;
}

function finish(
  axis: SearchAxis,
  { share, level, replicates, middle, ranks, text }: Asked,
  tries: readonly BreakpointTry[],
): Breakpoint {
  const found = crossing(tries, middle);
  const outcome: Breakpoint['outcome'] =
    found.at === undefined ? 'never' : found.below === undefined ? 'always' : 'found';
  // Where there are steps, the least that may be is the next above the last at which too few seeds have crossed.
  const below = ranks.low < 1 ? undefined : crossing(tries, ranks.low).below;
  const low = below === undefined ? null : axis.step > 0 ? Math.min(axis.to, stepAbove(axis, below)) : below;
  const high = ranks.high > replicates ? null : (crossing(tries, ranks.high).at ?? null);
  const failed = tries.reduce((sum, each) => sum + each.failed, 0);
  const result = {
    ...{ path: axis.path, unit: axis.unit, condition: text, share, outcome },
    value: outcome === 'found' ? (found.at ?? null) : null,
    low: outcome === 'always' ? null : low,
    high: outcome === 'never' ? null : high,
    ...{ level, replicates, runs: tries.length * replicates, failed, tries },
  };
  const warnings = warningsOf(result, axis, ranks);
  return { ...result, warnings, text: breakpointText({ ...result, warnings }, axis) };
}

function warningsOf(
  { tries, failed, runs, replicates, share, level }: Omit<Breakpoint, 'warnings' | 'text'>,
  axis: SearchAxis,
  ranks: { readonly low: number; readonly high: number },
): readonly string[] {
  const missing = tries.reduce((sum, each) => sum + each.missing, 0);
  const side = ranks.low < 1 ? 'from below' : ranks.high > replicates ? 'from above' : undefined;
  const fall = fallOf(axis, tries);
  return [
    ...(fall === undefined ? [] : [fall]),
    ...(side === undefined
      ? []
      : [`${replicates} seeds are too few to bound ${share * 100} % of runs ${side} at ${level * 100} %; play more.`]),
    ...(failed === 0 ? [] : [`${failed} of ${runs} runs broke and count as if the condition did not hold.`]),
    ...(missing === 0 ? [] : [`In ${missing} of ${runs} runs the metric had no number.`]),
  ];
}

interface Crossing {
  /** The smallest value tried at which so many runs meet the condition. */
  readonly at?: number;
  /** The largest value tried below that; of none where so many meet it at the low end already. */
  readonly below?: number;
}

/** Where the count of runs that meet the condition first reaches a number. */
function crossing(tries: readonly BreakpointTry[], count: number): Crossing {
  const index = tries.findIndex(({ met }) => met >= count);
  const below = tries[(index < 0 ? tries.length : index) - 1]?.value;
  const at = tries[index]?.value;
  return { ...(at === undefined ? {} : { at }), ...(below === undefined ? {} : { below }) };
}

/** The value halfway between the two sides of a crossing; none where they are close enough, or where there is no crossing. */
function betweenNeighbours(axis: SearchAxis, { at, below }: Crossing, fine: number): number | undefined {
  if (at === undefined || below === undefined || shareBetween(axis, below, at) <= fine) return undefined;
  const value = axisValue(axis, (axisShare(axis, below) + axisShare(axis, at)) / 2);
  if (value > below && value < at) return value;
  return axis.step > 0 && at - below > 1.5 * axis.step ? stepAbove(axis, below) : undefined;
}

function stepAbove({ step }: SearchAxis, value: number): number {
  return Number((value + step).toPrecision(12));
}

function shareBetween(axis: SearchAxis, from: number, to: number): number {
  return axisShare(axis, to) - axisShare(axis, from);
}

function ascending(tries: ReadonlyMap<number, BreakpointTry>): readonly BreakpointTry[] {
  return [...tries.values()].sort((a, b) => a.value - b.value);
}
