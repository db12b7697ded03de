import { describe, expect, test } from '@jest/globals';
import type { Plan } from '@ebb/engine';
import { digest, runKey, worldHash } from './run-key.ts';

function planOf(until: number, hash: string): Pick<Plan, 'scenario' | 'used'> {
  const used = [
    { plugin: { kind: 'agent', name: 'maker' }, hash },
    { plugin: { kind: 'policy', name: 'flat' }, hash: 'f' },
  ];
  return { scenario: { name: 'x', untilUs: until, plugins: [] }, used } as unknown as Pick<Plan, 'scenario' | 'used'>;
}

describe('the content address of a run', () => {
  const world = worldHash({ build: 'b', plan: planOf(1, 'm') });

  test('is the same for the same world, in whatever order its plugins come', () => {
    const { scenario, used } = planOf(1, 'm');
    expect(worldHash({ build: 'b', plan: { scenario, used: used.toReversed() } })).toBe(world);
    expect(world).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['the build', worldHash({ build: 'c', plan: planOf(1, 'm') })],
    ['the scenario', worldHash({ build: 'b', plan: planOf(2, 'm') })],
    ['the files of a plugin', worldHash({ build: 'b', plan: planOf(1, 'n') })],
  ])('changes with %s', (_, other) => {
    expect(other).not.toBe(world);
  });

  test('changes with the seed', () => {
    expect(runKey(world, 1)).toMatch(/^[0-9a-f]{32}$/);
    expect(runKey(world, 1)).not.toBe(runKey(world, 2));
  });

  test('keeps lists of texts apart that read alike in a row', () => {
    expect(digest(['ab', 'c'])).not.toBe(digest(['a', 'bc']));
    expect(digest(['a', ''])).not.toBe(digest(['a']));
  });
});
