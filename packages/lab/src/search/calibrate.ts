import { listNames } from '@ebb/engine';
import type { TargetSpec } from '@ebb/engine';
import type { Changes } from '../design/design.ts';
import { judge } from '../targets/judge.ts';
import type { Posterior } from './abc-smc.ts';
import { byAbc, byMoments } from './calibration-fit.ts';
import { calibrationText } from './calibration-text.ts';
import type { Point } from './cma-es.ts';
import { fitTargets, targetDistance, targetValues } from './fit-target.ts';
import type { FitTarget } from './fit-target.ts';
import { axisShare, axisWritten } from './search-axis.ts';
import { searchSpace } from './search-space.ts';
import type { TrialRun } from './trials.ts';
import type { CalibrateOptions, FittedParameter, CalibratedTarget, Calibration } from './calibration.ts';

/** A flat interval of 95 % is that wide; one that is nearly so has learnt nothing. */
const UNKNOWN_WIDTH = 0.8;
/** Seeds of the final runs lie this far behind those of the search. */
const FINAL_SEEDS = 100_000_000;

/**
 * Fits parameters to a scenario's targets and judges the fit by the targets that were held out, before and after, with seeds that
 * the search did not see. Throws a RangeError for targets or ranges of no sense, and where there are more free parameters than
 * fitted targets unless that is allowed.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const { method = 'moments', level = 0.95, finalReplicates = 32, firstSeed = 1 } = options;
  const space = searchSpace(options.axes, options.changes);
  const isFitted = (name: string, { fitted }: TargetSpec): boolean => options.fit?.includes(name) ?? fitted;
  refuse(options, isFitted);
  let runs = 0;
  let first: readonly (readonly TrialRun[])[] = [];
  const play = async (
    trials: readonly Changes[],
    seeds: readonly number[],
  ): Promise<readonly (readonly TrialRun[])[]> => {
    const results = await options.play(trials, seeds);
    if (runs === 0) first = results;
    runs += trials.length * seeds.length;
    options.onRound?.(runs);
    return results;
  };
  const playPoints = (points: readonly Point[], seeds: readonly number[]): Promise<readonly (readonly TrialRun[])[]> =>
    play(
      points.map((point) => space.changes(point)),
      seeds,
    );
  const targetsOf = (trials: readonly (readonly TrialRun[])[]): readonly FitTarget[] =>
    fitTargets(options.targets, isFitted, trials, options.weights ?? 'bands');

  const fit = await (method === 'moments' ? byMoments : byAbc)(
    options,
    { playPoints, targetsOf, level, firstSeed },
    space.axes.length,
  );
  const targets = targetsOf(first);
  const parameters = space.axes.map((axis, k): FittedParameter => {
    const [value, low, high] = [fit.point, fit.low, fit.high].map((point) => space.values(point)[k]!);
    // Four figures are more than any interval tells, and are what is judged below.
    const rounded = Number(value!.toPrecision(4));
    const width = axisShare(axis, high!) - axisShare(axis, low!);
    return {
      path: axis.path,
      unit: axis.unit,
      value: rounded,
      low: low!,
      high: high!,
      width,
      identified: width < UNKNOWN_WIDTH,
    };
  });
  const changes = Object.fromEntries(space.axes.map((axis, k) => [axis.path, axisWritten(axis, parameters[k]!.value)]));
  const seeds = Array.from({ length: finalReplicates }, (_, k) => firstSeed + FINAL_SEEDS + k);
  const [before = [], after = []] = await play([{ ...options.changes }, { ...options.changes, ...changes }], seeds);
  const distanceOf = (some: readonly FitTarget[]): number =>
    Math.sqrt(some.reduce((sum, target) => sum + targetDistance(target, after) ** 2, 0) / some.length);
  const heldOut = targets.filter(({ fitted }) => !fitted);
  const result = {
    ...{ method, parameters, changes, patch: patchText(changes), level },
    targets: targets.map((target) => calibrated(target, before, after)),
    distance: {
      fitted: distanceOf(targets.filter(({ fitted }) => fitted)),
      heldOut: heldOut.length === 0 ? null : distanceOf(heldOut),
    },
    ...{ trials: fit.trials, runs, reason: fit.reason },
    ...(fit.posterior === undefined
      ? {}
      : { posterior: { ...fit.posterior, particles: fit.posterior.particles.map((point) => space.values(point)) } }),
    warnings: warningsOf(parameters, heldOut.length, before, after, fit.posterior),
  };
  return { ...result, text: calibrationText(result) };
}

function refuse(
  { axes, targets, fit = [], underdetermined = false }: CalibrateOptions,
  isFitted: (name: string, target: TargetSpec) => boolean,
): void {
  const names = Object.keys(targets);
  const unknown = fit.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`there is no target '${unknown}' to fit; there are ${listNames(names)}`);
  const fitted = Object.entries(targets).filter(([name, target]) => isFitted(name, target));
  if (fitted.length === 0) {
    throw new RangeError("no target is fitted: mark some with 'fitted: true', or name them");
  }
  const free = Object.keys(axes);
  if (free.length <= fitted.length || underdetermined) return;
  throw new RangeError(
    `${free.length} free parameters (${listNames(free)}) cannot be told by ${fitted.length} fitted ` +
      `${fitted.length === 1 ? 'target' : 'targets'} (${listNames(fitted.map(([name]) => name))}); ` +
      'fit more targets, free fewer parameters, or say that it may be underdetermined',
  );
}

function calibrated(target: FitTarget, before: readonly TrialRun[], after: readonly TrialRun[]): CalibratedTarget {
  const { name, metric, unit, low, high, fitted } = target;
  const band = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  const judged = [before, after].map((runs) => judge(band, targetValues(target, runs)));
  return { name, metric, unit, low: low ?? null, high: high ?? null, fitted, before: judged[0]!, after: judged[1]! };
}

/** A patch file. JSON's texts are YAML's too. */
function patchText(changes: Changes): string {
  const lines = Object.entries(changes).map(([path, value]) => `  ${JSON.stringify(path)}: ${JSON.stringify(value)}`);
  return ['patch:', ...lines, ''].join('\n');
}

function warningsOf(
  parameters: readonly FittedParameter[],
  heldOut: number,
  before: readonly TrialRun[],
  after: readonly TrialRun[],
  posterior: Omit<Posterior, 'reason'> | undefined,
): readonly string[] {
  const unknown = parameters.filter(({ identified }) => !identified).map(({ path }) => path);
  const broken = [...before, ...after].filter(({ fault }) => fault !== undefined).length;
  const few = posterior !== undefined && posterior.effectiveSize < 50;
  return [
    ...(unknown.length === 0
      ? []
      : [`The fitted targets hardly depend on ${listNames(unknown)}: the interval is about as wide as the range.`]),
    ...(heldOut === 0 ? ['No target is held out, so nothing here says how well the model predicts.'] : []),
    ...(few ? [`The posterior is worth ${Math.round(posterior.effectiveSize)} points; its intervals are rough.`] : []),
    ...(broken === 0 ? [] : [`${broken} of the final runs broke and count as if they had no numbers.`]),
  ];
}
