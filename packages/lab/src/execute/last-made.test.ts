import { expect, test } from '@jest/globals';
import { LastMade } from './last-made.ts';

test('keeps what was asked for last, and makes the rest anew', () => {
  const made: string[] = [];
  const last = new LastMade<string>(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
    expect(last.get(key, () => (made.push(key), key.toUpperCase()))).toBe(key.toUpperCase());
  }
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
