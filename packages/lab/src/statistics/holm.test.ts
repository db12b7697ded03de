import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holm } from './holm.ts';

const near = (values: readonly number[]): readonly string[] => values.map((value) => value.toFixed(10));

test("agrees with R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), 'holm')", () => {
  expect(near(holm([0.01, 0.02, 0.03, 0.04, 0.05]))).toEqual(near([0.05, 0.08, 0.09, 0.09, 0.09]));
});

test("keeps the order given and leaves out what is no number: R's p.adjust(c(0.01, 0.04, NA, 0.03, 0.005), 'holm')", () => {
  expect(near(holm([0.01, 0.04, NaN, 0.03, 0.005]))).toEqual(near([0.03, 0.06, NaN, 0.06, 0.02]));
  expect(holm([])).toEqual([]);
});

test('is never below the p-value, never above that of Bonferroni, and rises with it', () => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (values) => {
      const adjusted = holm(values);
      for (const [i, value] of values.entries()) {
        expect(adjusted[i]).toBeGreaterThanOrEqual(value);
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, value * values.length));
        for (const [j, other] of values.entries())
          if (value < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
      }
    }),
  );
});
