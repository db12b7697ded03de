import { describe, expect, test } from '@jest/globals';
import { rangeScale } from './range-scale.ts';

const shares = Array.from({ length: 1001 }, (_, k) => k / 1001);

describe('a range with steps', () => {
  test('keeps to every so much from the low end on, each as often as any other, both ends among them', () => {
    const { at, unit } = rangeScale({ from: '1 bp', to: '2 bp', step: 0.25 }, []);
    const counts = new Map<number | string, number>();
    for (const share of shares) {
      const { column } = at(share);
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    expect(unit).toBe('bp');
    expect([...counts.keys()]).toEqual([1, 1.25, 1.5, 1.75, 2]);
    for (const count of counts.values()) expect(Math.abs(count - 1001 / 5)).toBeLessThanOrEqual(1);
    expect(at(0.3).value).toBe('1.25 bp');
  });

  test('has no remains of binary fractions', () => {
    const { at } = rangeScale({ from: 0, to: 1, step: 0.1 }, []);
    const values = Array.from({ length: 11 }, (_, k) => at((k + 0.5) / 11).column);
    expect(values).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  test('is a range of whole numbers where the step is 1', () => {
    const [whole, stepped] = [
      rangeScale({ from: 2, to: 9, integer: true, log: true }, []),
      rangeScale({ from: 2, to: 9, step: 1, log: true }, []),
    ];
    expect(shares.map((share) => stepped.at(share))).toEqual(shares.map((share) => whole.at(share)));
  });

  test('is refused when its steps do not end at the high end', () => {
    expect(() => rangeScale({ from: 0, to: 1, step: 0.3 }, ['x'])).toThrow(
      'vary.x: steps of 0.3 from 0 do not end at 1',
    );
  });
});
