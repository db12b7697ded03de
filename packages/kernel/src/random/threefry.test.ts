import { expect, test } from '@jest/globals';
import { Threefry } from './threefry.ts';

// Known answers of Random123 (kat_vectors, threefry2x32, 20 rounds): counter, key, result.
test.each([
  [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
])('mixes counter %x %x under key %x %x', (counter0, counter1, key0, key1, first, second) => {
  const threefry = new Threefry(key0, key1);
  expect(threefry.mix(counter0, counter1)).toBe(first);
  expect(threefry.second).toBe(second);
});
