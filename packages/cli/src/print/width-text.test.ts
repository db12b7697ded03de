import { expect, test } from '@jest/globals';
import { widthText } from './width-text.ts';

const estimate = { value: 0.0016, low: -0.0012, high: 0.0044, level: 0.95, method: 'confidence sequence' };
const width = { variant: 'thin', estimate, replicates: 63, failed: 0, played: 80, reached: true, alike: false };

test('a variant that is known well enough has the interval that holds at any look, with its own n', () => {
  expect(widthText(width, 500, 'fraction')).toMatch(
    /^thin: narrow enough after 63 seeds: 0\.16 \(−0\.12 to 0\.44\) points by the confidence sequence, n 63\. It holds/,
  );
  expect(widthText({ ...width, reached: false, replicates: 500 }, 500, 'fraction')).toBe(
    'thin: not narrow enough after 500 seeds, the most that were allowed: 0.16 (−0.12 to 0.44) points by the confidence sequence, n 500',
  );
});
