import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RollingHigh } from './rolling-high.ts';

test('forgets a high once the window has passed', () => {
  const recent = new RollingHigh(8_000);
  expect(recent.take(100, 0)).toBe(true);
  expect(recent.take(90, 1_000_000)).toBe(false);
  expect(recent.take(95, 6_999_999)).toBe(false);
  expect(recent.high).toBe(100);
  expect(recent.take(80, 8_000_000)).toBe(true);
  expect(recent.high).toBe(95);
  recent.take(70, 100_000_000);
  expect(recent.high).toBe(70);
});

test('lies between the highs of seven eighths of the window and of the whole', () => {
  const step = fc.record({ gapUs: fc.integer({ min: 0, max: 3_000_000 }), price: fc.integer({ min: 1, max: 1000 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 100 }), (steps) => {
      const recent = new RollingHigh(8_000);
      const seen: { timeUs: number; price: number }[] = [];
      let timeUs = 0;
      for (const { gapUs, price } of steps) {
        timeUs += gapUs;
        seen.push({ timeUs, price });
        recent.take(price, timeUs);
        const highSince = (windowUs: number): number =>
          Math.max(...seen.filter((each) => each.timeUs > timeUs - windowUs).map((each) => each.price));
        expect(recent.high).toBeGreaterThanOrEqual(highSince(7_000_000));
        expect(recent.high).toBeLessThanOrEqual(highSince(8_000_000));
      }
    }),
  );
});
