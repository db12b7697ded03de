import { formatInstant } from './instant.ts';
import { sortedMap } from './resolve-venue.ts';
import { TIME_EXPECTED, resolveTime } from './written-time.ts';
import { BOUND_EXPECTED } from './written-bound.ts';
import type { Path } from './located-node.ts';
import type { Mistakes } from './mistakes.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { TargetBound, TargetSpec } from './scenario.ts';
import type { WrittenBound } from './written-bound.ts';

type WrittenTarget = NonNullable<CheckedScenario['targets']>[string];

/** Resolves the bands that a scenario is judged by and notes those without an edge, with edges of no sense, or empty. */
export function resolveTargets(
  written: CheckedScenario['targets'],
  startUs: number,
  mistakes: Mistakes,
): Readonly<Record<string, TargetSpec>> {
  return sortedMap(written, (target, name) => resolveTarget(target, ['targets', name], startUs, mistakes));
}

function resolveTarget(written: WrittenTarget, path: Path, startUs: number, mistakes: Mistakes): TargetSpec {
  const { metric, unit, source, fitted, at, note } = written;
  const edge = (key: 'low' | 'high'): TargetBound | undefined => {
    const bound = written[key];
    if (bound === undefined) return undefined;
    return at ? instantOf(bound, [...path, key], startUs, mistakes) : plainOf(bound, [...path, key], mistakes);
  };
  const [low, high] = [edge('low'), edge('high')];
  if (written.low === undefined && written.high === undefined) {
    mistakes.value(path, "'low', 'high' or both", 'neither');
  }
  if (at && unit !== undefined) {
    const sentence = "'unit' goes with a value, and this target judges a moment";
    mistakes.key([...path, 'unit'], "no 'unit'", `'${unit}'`, { sentence });
  }
  if (low !== undefined && high !== undefined && low.kind === high.kind && low.value > high.value) {
    const [from, to] = [low, high].map(edgeText);
    mistakes.value([...path, 'high'], `an edge of at least ${from ?? ''}, the low one`, to ?? '');
  }
  return {
    metric,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(unit === undefined ? {} : { unit }),
    ...{ source, fitted, at },
    ...(note === undefined ? {} : { note }),
  };
}

/** A moment may be written as a time, or as a span after the start. */
function instantOf(bound: WrittenBound, path: Path, startUs: number, mistakes: Mistakes): TargetBound | undefined {
  if (bound.kind === 'time') return { kind: 'instant', value: resolveTime(bound.time, startUs) };
  if (bound.kind === 'span') return { kind: 'instant', value: startUs + bound.value };
  mistakes.value(path, TIME_EXPECTED, String(bound.value));
  return undefined;
}

function plainOf(bound: WrittenBound, path: Path, mistakes: Mistakes): TargetBound | undefined {
  if (bound.kind !== 'time') return bound;
  const sentence = `expected ${BOUND_EXPECTED}, found a time; with 'at: true' the moment is judged`;
  mistakes.value(path, BOUND_EXPECTED, 'a time', { sentence });
  return undefined;
}

function edgeText({ kind, value }: TargetBound): string {
  if (kind === 'instant') return formatInstant(value);
  return kind === 'span' ? `${value / 1_000_000} s` : String(value);
}
