import { describe, expect, test } from '@jest/globals';
import { documentFromText } from '@ebb/engine';
import type { TargetSpec } from '@ebb/engine';
import { attack } from './attack.ts';
import { calibrate } from './calibrate.ts';
import type { PlayTrials } from './trials.ts';
import { attackForm, calibrateForm } from './search-forms.ts';

const ATTACK = `
scenario: ../oct-10.yaml
axes:
  agents.attacker.params.size: { from: 1 M, to: 50 M, log: true }
  agents.attacker.params.delay: { from: 0 s, to: 60 s }
goal: { breaks: 'USDe/USDT@alpha.lowestRatio < 0.95', share: 0.5 }
cost: attacker.loss
changes: { agents.attacker.count: 1 }
maxTrials: 20
`;
const CALIBRATE = `
scenario: ../oct-10.yaml
axes: { agents.crowd.params.rate: { from: 0.1 /s, to: 2 /s, log: true } }
fit: [fall]
method: abc
particles: 20
generations: 2
`;
const play: PlayTrials = async (all, seeds) =>
  all.map((changes) =>
    seeds.map((seed) => ({
      ...{ seed, moments: new Map() },
      metrics: new Map([
        ['USDe/USDT@alpha.lowestRatio', 0.9],
        ['attacker.loss', Number.parseFloat(String(changes['agents.attacker.params.size'] ?? 1))],
      ]),
    })),
  );

describe('a file of a search', () => {
  test('fills the options of an attack', async () => {
    const { scenario, ...form } = documentFromText(ATTACK, 'attack.yaml', attackForm).value;
    expect(scenario).toBe('../oct-10.yaml');
    expect(await attack({ ...form, play })).toMatchObject({ kind: 'price-of-attack', outcome: 'always' });
  });

  test('fills those of a calibration', async () => {
    const { scenario, ...form } = documentFromText(CALIBRATE, 'fit.yaml', calibrateForm).value;
    expect(scenario).toBe('../oct-10.yaml');
    const fall: TargetSpec = {
      ...{ metric: 'attacker.loss', source: 'this page', fitted: false, at: false },
      ...{ low: { kind: 'number', value: 0 }, high: { kind: 'number', value: 2 } },
    };
    const { parameters } = await calibrate({ ...form, targets: { fall }, play });
    expect(parameters[0]).toMatchObject({ path: 'agents.crowd.params.rate', unit: '/s' });
  });

  test.each([
    ["goal: { breaks: 'x < 1', share: 0.5 }", 'goal: { gain: 3 }', 'goal'],
    ['maxTrials: 20', 'maxTrial: 20', "did you mean 'maxTrials'?"],
    ['{ from: 0 s, to: 60 s }', '[0, 60]', 'attack.yaml:5:'],
  ])('is refused with a line: %s as %s', (right, wrong, sentence) => {
    const text = ATTACK.includes(right) ? ATTACK.replace(right, wrong) : ATTACK.replace(/goal: .*/, wrong);
    expect(() => documentFromText(text, 'attack.yaml', attackForm)).toThrow(sentence);
  });
});
