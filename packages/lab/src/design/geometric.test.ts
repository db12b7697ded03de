import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { geometric } from './geometric.ts';

test('the number at a share between two in ratios is what powers give, to 1e-14, and the ends themselves', () => {
  const end = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(end, end, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
      const found = geometric(from, to, share);
      expect(Math.abs(found / (from * Math.exp(share * (Math.log(to) - Math.log(from)))) - 1)).toBeLessThan(2e-14);
      expect(geometric(from, to, 0)).toBe(from);
      expect(geometric(from, to, 1)).toBe(to);
    }),
  );
});
