import { expect, test } from '@jest/globals';
import { instantText } from './instant-text.ts';

test.each([
  [0, '1970-01-01T00:00:00.000000Z'],
  [1_760_128_200_000_007, '2025-10-10T20:30:00.000007Z'],
  [1_760_128_200_120_300, '2025-10-10T20:30:00.120300Z'],
  [-1, '1969-12-31T23:59:59.999999Z'],
])('%d us is %s', (timeUs, text) => {
  expect(instantText(timeUs)).toBe(text);
});
