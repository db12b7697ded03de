import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PeakBalance } from './peak-balance.ts';

test('is the highest balance observed within the window, the present one included', () => {
  const steps = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: -50, max: 50 })), { maxLength: 40 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 60 }), (path, windowMs) => {
      const peak = new PeakBalance(windowMs);
      const seen: [number, number][] = [];
      let now = 0;
      for (const [later, balance] of path) {
        now += later;
        const within = seen.filter(([time]) => time >= now - windowMs).map(([, each]) => each);
        expect(peak.of(now, balance)).toBe(Math.max(balance, ...within));
        peak.observe(now, balance);
        seen.push([now, balance]);
      }
    }),
  );
});
