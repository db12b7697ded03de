import { describe, expect, test } from '@jest/globals';
import { PluginError, definePlugin } from './define-plugin.ts';
import { parameters } from './params/index.ts';
import type { PluginDeclaration } from './define-plugin.ts';

class Quiet {}

const good: PluginDeclaration = {
  kind: 'agent',
  name: 'quiet-agent',
  version: '1.0.0',
  summary: 'Does nothing, and does it well.',
  params: parameters({}),
  use: Quiet,
};

describe('definePlugin', () => {
  test('returns the declaration, frozen and marked', () => {
    const plugin = definePlugin(good);
    expect(plugin).toMatchObject({ ...good, ebb: 1 });
    expect(Object.isFrozen(plugin)).toBe(true);
  });

  test.each<[string, Partial<Record<keyof PluginDeclaration, unknown>>, string]>([
    [
      'a name in capitals',
      { name: 'QuietAgent' },
      "plugin 'QuietAgent': name is words in small letters joined by hyphens",
    ],
    ['an unknown kind', { kind: 'robot' }, "kind is one of agent, peg, policy, shock, metric, not 'robot'"],
    ['a version of two numbers', { version: '1.0' }, "version is three numbers, as in 1.0.0, not '1.0'"],
    ['no summary', { summary: '' }, 'summary is a sentence in plain words'],
    ['no class', { use: {} }, 'use is the class that does the work'],
    ['bare parameters', { params: {} }, 'params is made with parameters({…})'],
    ['a policy without its rule', { kind: 'policy' }, 'policy is one of margin, liquidation'],
    ['a rule on an agent', { policy: 'fees' }, "only a policy has 'policy'; this is of kind agent"],
    [
      'a cohort that is no agent',
      { kind: 'shock', cohort: true },
      'only an agent may be a cohort; this is of kind shock',
    ],
  ])('refuses %s', (_, change, sentence) => {
    const wrong = { ...good, ...change } as PluginDeclaration;
    expect(() => definePlugin(wrong)).toThrow(PluginError);
    expect(() => definePlugin(wrong)).toThrow(sentence);
  });
});
