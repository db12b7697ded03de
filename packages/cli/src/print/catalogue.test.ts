import { describe, expect, test } from '@jest/globals';
import { definePlugin, p, parameters } from '@ebb/sdk';
import { parameterRows } from '@ebb/engine/node';
import { catalogueText, explanation } from './catalogue.ts';

const plugin = definePlugin({
  kind: 'agent',
  name: 'noise-trader',
  version: '1.0.0',
  summary: 'Buys and sells at random within its budget: the flow that every market has.',
  params: parameters({ rate: p.rate({ describe: 'How often.', min: '1 /s' }) }),
  use: class {},
});
const described = { plugin, from: '@ebb/plugin-traders', hash: '', parameters: parameterRows(plugin) };

describe('the catalogue', () => {
  test('has a sentence for each plugin, wrapped to the width', () => {
    expect(catalogueText([described], 60)).toBe(
      [
        'Agents',
        '  noise-trader  1.0.0  Buys and sells at random within',
        '                       its budget: the flow that every',
        '                       market has.',
        '',
        'ebb plugins <name> explains one.',
        '',
      ].join('\n'),
    );
  });

  test('explains a plugin with its parameters', () => {
    const text = explanation(described);
    expect(text).toMatch(/^noise-trader 1\.0\.0 \(agent\), from @ebb\/plugin-traders\nBuys and sells/);
    expect(text).toMatch(/rate +\/s +of at least 1 \/s +must be given +How often\./);
    expect(explanation({ ...described, parameters: [] })).toContain('It has no parameters.');
  });

  test('tells formula and sources where a plugin has them', () => {
    const policy = {
      ...plugin,
      formula: 'a = b\nb = c',
      sources: ['A venue, "Rules" (2025)', 'a choice of this laboratory'],
    };
    expect(
      explanation({ ...described, plugin: policy, parameters: [] })
        .split('\n')
        .slice(2),
    ).toEqual([
      '',
      '  a = b',
      '  b = c',
      '',
      'Sources:',
      '  - A venue, "Rules" (2025)',
      '  - a choice of this laboratory',
      '',
      'It has no parameters.',
      '',
    ]);
    expect(explanation(described)).not.toContain('Sources');
  });
});
