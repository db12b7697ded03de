import { listNames, problemAt } from '@ebb/engine';
import type { Path, Problem, Sources, TargetSpec } from '@ebb/engine';
import { metricKey } from '@ebb/results';
import type { RunResult } from '@ebb/results';
import { edgeIn } from '../measure/edge-in.ts';

type Metrics = RunResult['metrics'];

const FOUND = { number: 'a number', fraction: 'a fraction', span: 'a duration', instant: 'a time' } as const;

/** Finds targets that a run cannot be judged by: of metrics that it does not measure, or in other units than theirs. */
export function checkTargets(
  targets: Readonly<Record<string, TargetSpec>>,
  metrics: Metrics,
  sources: Sources,
): readonly Problem[] {
  return Object.entries(targets).flatMap(([name, target]) => checkTarget(target, ['targets', name], metrics, sources));
}

function checkTarget(target: TargetSpec, path: Path, metrics: Metrics, sources: Sources): readonly Problem[] {
  const { metric, unit, at } = target;
  const problem = (key: string, expected: string, found: string, sentence: string): Problem =>
    problemAt(sources.at([...path, key]), [...path, key], { expected, found, sentence });
  const measured = metrics.find((each) => metricKey(each) === metric);
  if (measured === undefined) return [unknownMetric(metric, [...path, 'metric'], metrics, sources)];
  if (at) {
    if (measured.atUs !== undefined || !Number.isFinite(measured.value)) return [];
    const sentence = `${metric} has no moment; without 'at' its value is judged`;
    return [problem('at', 'false', 'true', sentence)];
  }
  if (unit !== undefined && unit !== measured.unit) {
    return [problem('unit', measured.unit, `'${unit}'`, `${metric} is in ${measured.unit}, not in ${unit}`)];
  }
  const wrong = (['low', 'high'] as const).flatMap((key) => {
    const bound = target[key];
    if (bound === undefined || edgeIn(bound, measured.unit) !== undefined) return [];
    const sentence = `${metric} is in ${measured.unit}, where ${FOUND[bound.kind]} says nothing`;
    return [problem(key, `a number of ${measured.unit}`, FOUND[bound.kind], sentence)];
  });
  const [low, high] = [target.low, target.high].map((bound) => bound && edgeIn(bound, measured.unit));
  if (low === undefined || high === undefined || low <= high) return wrong;
  const sentence = `the band of ${metric} is empty: from ${low} to ${high} ${measured.unit}`;
  return [...wrong, problem('high', `at least ${low}`, String(high), sentence)];
}

function unknownMetric(metric: string, path: Path, metrics: Metrics, sources: Sources): Problem {
  const keys = metrics.map(metricKey);
  const subject = metric.slice(0, Math.max(0, metric.lastIndexOf('.')));
  const own = metrics.filter((each) => each.subject === subject).map(({ name }) => name);
  const subjects = [...new Set(metrics.flatMap((each) => each.subject ?? []))];
  const known =
    own.length > 0 ? `of ${subject} there are ${listNames(own)}` : `there are those of ${listNames(subjects)}`;
  const sentence = `a run measures no '${metric}'; ${known}`;
  const mistake = { expected: 'the name of a metric', found: `'${metric}'`, name: metric, known: keys, sentence };
  return problemAt(sources.at(path), path, mistake);
}
