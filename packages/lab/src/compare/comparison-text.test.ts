import { expect, test } from '@jest/globals';
import { comparisonText } from './comparison-text.ts';
import type { ComparedVariant, StudyComparison } from './comparison.ts';

const estimate = (value: number, low: number, high: number, method = 't') => ({
  value,
  low,
  high,
  level: 0.95,
  method,
});
const variant = (rest: Partial<ComparedVariant>): ComparedVariant => {
  const difference = { ...estimate(0.081, 0.072, 0.09), pValue: 1e-5 };
  return {
    ...{ variant: 'aware', n: 200, failed: 0, unmeasured: 0, missing: 0, estimate: estimate(0.784, 0.776, 0.792) },
    ...{ pairs: 200, incomplete: 0, difference, shown: 'paired', paired: difference, unpaired: difference },
    ...{ adjustedP: 2e-5, effect: 1.27, superiority: estimate(0.93, 0.88, 0.96), correlation: 0.714 },
    ...{ varianceReduction: 3.5, skewness: 0.1, same: 0, identical: false, notes: [] },
    ...rest,
  };
};
const lower = { ...estimate(-0.02, -0.035, -0.005), pValue: 0.012 };
const comparison: StudyComparison = {
  study: 'pricing',
  title: 'An evening',
  base: 'asWas',
  level: 0.95,
  measures: [
    {
      measure: { kind: 'mean', text: 'low', column: 'low', unit: 'fraction' },
      point: 2,
      points: 1,
      at: { drop: 0.11 },
      base: { variant: 'asWas', n: 200, failed: 0, unmeasured: 0, missing: 0, estimate: estimate(0.703, 0.695, 0.711) },
      variants: [
        variant({}),
        variant({ variant: 'capped', difference: lower, adjustedP: 0.024, shown: 'unpaired', n: 190, notes: [1] }),
        variant({ variant: 'other', difference: { ...lower, high: 0.01 }, adjustedP: 0.3, varianceReduction: 1234.5 }),
        variant({ variant: 'idle', identical: true, effect: NaN, varianceReduction: Infinity }),
        variant({ variant: 'broken', identical: true, pairs: 1, incomplete: 199, effect: NaN }),
      ],
    },
  ],
  notes: ['Pairing does not help.'],
};

test('a comparison is told in headlines, a table and numbered notes', () => {
  const text = comparisonText(comparison);
  const [head, ...lines] = text.split('\n').filter((line) => line !== '');
  expect(head).toBe("An evening (pricing): variants against 'asWas'");
  expect(lines.slice(0, 5)).toEqual([
    'aware raises the mean of low by 8.10 points (7.20 to 9.00) at point 2 (drop = 0.11), surely (p < 0.001).',
    'capped lowers the mean of low by 2.0 points (0.5 to 3.5) at point 2 (drop = 0.11), barely (p = 0.024).',
    'other is not shown to differ from asWas in the mean of low at point 2 (drop = 0.11): −2.0 (−3.5 to 1.0) points, p = 0.30.',
    'idle changes nothing in the mean of low at point 2 (drop = 0.11): every run is the same as that of asWas.',
    'broken is not shown to differ from asWas in the mean of low at point 2 (drop = 0.11): of 200 pairs only 1 can be compared, the same on both sides.',
  ]);
  const cells = lines.filter((line) => line.startsWith('│')).map((line) => line.split('│').map((cell) => cell.trim()));
  expect(cells[0]!.slice(1, 4)).toEqual(['variant', 'estimate (95 %)', 'difference (95 %)']);
  expect(cells[1]!.slice(1, 4)).toEqual(['asWas (base)', '70.30 (69.50 to 71.10) %', '–']);
  expect(cells[2]!.slice(3, -1)).toEqual([
    '8.10 (7.20 to 9.00) points',
    '< 0.001',
    '1.27',
    '93 %',
    '0.71',
    '3.50',
    '200',
    '',
  ]);
  expect(cells[3]!.slice(-3, -1)).toEqual(['190 + 200', '1']);
  expect(cells[4]!.at(-4)).toBe('1,235');
  expect(cells[5]!.slice(5, 9)).toEqual(['–', '93 %', '0.71', '∞']);
  expect(lines.at(-1)).toBe('1. Pairing does not help.');
});

test('of an event it says whether it is rarer or more frequent', () => {
  const [measure] = comparison.measures;
  const condition = {
    text: 'low < 0.5',
    metric: 'low',
    comparison: '<',
    edge: 0.5,
    orMissing: false,
    isMoment: false,
  } as const;
  const event = { kind: 'event', text: 'low < 0.5', column: 'low', unit: 'USDT', condition } as const;
  const text = comparisonText({ ...comparison, measures: [{ ...measure!, measure: event }] });
  expect(text).toContain('aware makes low < 0.5 more frequent by 8.10 points (7.20 to 9.00)');
  expect(text).toContain('capped makes low < 0.5 rarer by 2.0 points');
});
