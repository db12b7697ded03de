import { expect, test } from '@jest/globals';
import { percents, table } from './breakpoint-text.ts';

test('two percentages have as many decimals', () => {
  expect(percents(0.412, 0.9294)).toBe('41.2 % to 92.9 %');
  expect(percents(0, 0.088)).toBe('0 % to 8.8 %');
  expect(percents(0.4, 0.62)).toBe('40 % to 62 %');
});

test('values of a parameter end at one place', () => {
  expect(
    table(
      [
        ['size', 'held'],
        ['5', '1 of 40'],
        ['12.5', '9 of 40'],
      ],
      'right',
    ),
  ).toEqual(['size     held', '   5  1 of 40', '12.5  9 of 40']);
});
