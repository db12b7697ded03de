import { expect, test } from '@jest/globals';
import { describeRefusal, refusal } from './index.ts';

test('each refusal has a number and a sentence of its own', () => {
  const codes = Object.values(refusal);
  expect(codes.every((code) => Number.isInteger(code) && code < 0)).toBe(true);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(codes.map((code) => describeRefusal(code))).size).toBe(codes.length);
});

test('what is no refusal is not described', () => {
  expect(() => describeRefusal(0)).toThrow('0 is not a refusal');
  expect(() => describeRefusal(-99)).toThrow(RangeError);
});
