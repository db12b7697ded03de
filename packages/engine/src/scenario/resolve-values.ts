import { formatInstant } from './instant.ts';
import { sortedMap } from './resolve-venue.ts';
import { spanUs } from './span-us.ts';
import { resolveTime } from './written-time.ts';
import type { Path } from './located-node.ts';
import type { Mistakes } from './mistakes.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { ValueSpec } from './scenario.ts';

type WrittenValues = NonNullable<CheckedScenario['values']>;

/** Resolves the outside values of assets and notes unknown assets, knots out of order, and values that follow in a loop. */
export function resolveValues(
  written: WrittenValues | undefined,
  startUs: number,
  assets: readonly string[],
  mistakes: Mistakes,
): Readonly<Record<string, ValueSpec>> {
  const values = sortedMap(written, (value, asset) => {
    mistakes.known(['values', asset], 'asset', asset, assets, 'key');
    return resolveValue(value, ['values', asset], startUs, Object.keys(written ?? {}), mistakes);
  });
  for (const asset of Object.keys(values)) checkLoop(asset, values, mistakes);
  return values;
}

function resolveValue(
  written: WrittenValues[string],
  path: Path,
  startUs: number,
  valued: readonly string[],
  mistakes: Mistakes,
): ValueSpec {
  const { path: knots, start, follows, noise, jumps, revert } = written;
  if ((knots === undefined) === (start === undefined)) {
    const found = knots === undefined ? 'neither' : 'both';
    mistakes.value(path, "either 'path' or 'start'", found);
  }
  if (knots !== undefined) {
    for (const key of ['follows', 'noise', 'jumps', 'revert'] as const) {
      if (written[key] === undefined) continue;
      const sentence = `'${key}' goes with 'start', not with 'path'`;
      mistakes.key([...path, key], "'start'", "'path'", { sentence });
    }
    return { path: resolveKnots(knots, [...path, 'path'], startUs, mistakes) };
  }
  if (follows !== undefined) mistakes.known([...path, 'follows', 'asset'], 'value', follows.asset, valued);
  return {
    start: start ?? 1,
    ...(follows === undefined ? {} : { follows }),
    ...(noise === undefined ? {} : { noise }),
    jumps: (jumps ?? []).map(({ at, by }, index) => {
      const atUs = resolveTime(at, startUs);
      if (atUs < startUs) {
        mistakes.value([...path, 'jumps', index, 'at'], `a time from ${formatInstant(startUs)}`, formatInstant(atUs));
      }
      return { atUs, by };
    }),
    ...(revert === undefined ? {} : { revert: { halfLifeUs: spanUs(revert.halfLife) } }),
  };
}

function resolveKnots(
  knots: NonNullable<WrittenValues[string]['path']>,
  path: Path,
  startUs: number,
  mistakes: Mistakes,
): readonly { readonly atUs: number; readonly value: number }[] {
  let before = Number.NEGATIVE_INFINITY;
  return knots.map(([at, value], index) => {
    const atUs = resolveTime(at, startUs);
    if (atUs <= before) {
      mistakes.value([...path, index, 0], `a time after ${formatInstant(before)}`, formatInstant(atUs));
    }
    before = atUs;
    return { atUs, value };
  });
}

function checkLoop(asset: string, values: Readonly<Record<string, ValueSpec>>, mistakes: Mistakes): void {
  const chain = [asset];
  for (;;) {
    const value = values[chain[chain.length - 1] ?? ''];
    const next = value !== undefined && 'start' in value ? value.follows?.asset : undefined;
    if (next === undefined) return;
    if (next === asset) {
      const loop = [...chain, next].join(' → ');
      const sentence = `values follow each other in a loop: ${loop}`;
      mistakes.value(['values', asset, 'follows', 'asset'], 'no loop', loop, { sentence });
      return;
    }
    if (chain.includes(next)) return;
    chain.push(next);
  }
}
