import { describe, expect, test } from '@jest/globals';
import { isDistribution, parseDistribution } from './distribution.ts';
import type { NumberForm } from './number-reader.ts';

const share: NumberForm = { kind: 'fraction', min: 0, max: 1 };

const accepts: readonly (readonly [string, unknown, NumberForm | NumberForm['kind'], object])[] = [
  ['uniform', { uniform: ['1%', '5%'] }, 'fraction', { distribution: 'uniform', lo: 0.01, hi: 0.05 }],
  ['normal', { normal: { mean: '1 s', sd: '50 ms' } }, 'duration', { distribution: 'normal', mean: 1_000, sd: 50 }],
  [
    'lognormal',
    { lognormal: { median: '1%', sigma: 0.6 } },
    share,
    { distribution: 'lognormal', median: 0.01, sigma: 0.6, min: 0, max: 1 },
  ],
  ['exponential', { exponential: { mean: '2 /min' } }, 'rate', { distribution: 'exponential', mean: 2 / 60 }],
  ['pareto', { pareto: { min: '1 k', alpha: 1.2 } }, 'number', { distribution: 'pareto', scale: 1_000, alpha: 1.2 }],
  ['poisson', { poisson: { mean: 2.5 } }, 'integer', { distribution: 'poisson', mean: 2.5, whole: true }],
  ['choice', { choice: [1, '2 k'] }, 'number', { distribution: 'choice', values: [1, 2_000] }],
  [
    'weighted choice',
    { choice: { values: ['1 s', '2 s'], weights: ['75%', 0.25] } },
    'duration',
    { distribution: 'choice', values: [1_000, 2_000], weights: [0.75, 0.25] },
  ],
  [
    'clamps',
    { normal: { mean: 0, sd: 1 }, min: -1, max: '2' },
    'number',
    { distribution: 'normal', mean: 0, sd: 1, min: -1, max: 2 },
  ],
];

const refuses: readonly (readonly [unknown, NumberForm | NumberForm['kind'], readonly unknown[], string])[] = [
  [
    { lognorml: { median: 1, sigma: 1 } },
    'number',
    ['lognorml'],
    'expected one of uniform, normal, lognormal, exponential, pareto, poisson, choice, min, max, ' +
      "found unknown key 'lognorml'",
  ],
  [
    { uniform: [0, 1], normal: { mean: 0, sd: 1 } },
    'number',
    [],
    'expected exactly one of uniform, normal, lognormal, exponential, pareto, poisson, choice, found uniform and normal',
  ],
  [{ uniform: [2, 1] }, 'number', ['uniform'], 'expected the lowest value first, found 2 before 1'],
  [{ uniform: [0, 1.5] }, share, ['uniform', 1], 'expected a fraction from 0 to 1, found 1.5'],
  [
    { normal: { mean: '1 s', sd: '5 bp' } },
    'duration',
    ['normal', 'sd'],
    "expected a duration such as 250 ms, found '5 bp'",
  ],
  [{ normal: { mean: 0, sd: -1 } }, 'number', ['normal', 'sd'], 'expected a number of at least 0, found -1'],
  [{ normal: { mean: 0, std: 1 } }, 'number', ['normal', 'std'], "expected one of mean, sd, found unknown key 'std'"],
  [
    { lognormal: { median: '1%' } },
    'fraction',
    ['lognormal'],
    "expected 'sigma', a number such as 2.5 or 1.5 k, found nothing",
  ],
  [{ lognormal: { median: 0, sigma: 1 } }, 'number', ['lognormal', 'median'], 'expected a number above 0, found 0'],
  [{ exponential: 3 }, 'number', ['exponential'], 'expected a map of mean, found 3'],
  [
    { poisson: { mean: 3 } },
    'duration',
    [],
    "expected a distribution of durations (poisson counts whole events), found 'poisson'",
  ],
  [{ choice: [] }, 'number', ['choice'], 'expected a list of at least one value, found a list'],
  [
    { choice: { values: [1, 2], weights: [1] } },
    'number',
    ['choice', 'weights'],
    'expected one weight for each of the 2 values, found 1 weights',
  ],
  [
    { choice: { values: [1, 2], weights: [0, 0] } },
    'number',
    ['choice', 'weights'],
    'expected at least one weight above 0, found zeros',
  ],
  [{ normal: { mean: 0, sd: 1 }, min: 2, max: 1 }, 'number', ['min'], 'expected a min no larger than max, found 2'],
];

describe('parseDistribution', () => {
  test.each(accepts)('reads %s', (_name, written, target, value) => {
    expect(isDistribution(written)).toBe(true);
    expect(parseDistribution(written, target)).toEqual({ ok: true, value });
  });

  test.each(refuses)('refuses %j as a %j', (written, target, path, sentence) => {
    const reading = parseDistribution(written, target);
    expect(reading).toMatchObject({ ok: false, sentence });
    expect(reading.ok ? undefined : (reading.path ?? [])).toEqual(path);
  });
});
