import { expect, test } from '@jest/globals';
import { isOpen, opensUs } from './business-hours.ts';

const HOUR_US = 3_600_000_000;
const at = (iso: string): number => Date.parse(iso) * 1000;
const bank = { fromUs: 9 * HOUR_US, toUs: 17 * HOUR_US, days: [1, 2, 3, 4, 5] };

test('banks are open from Monday to Friday, from the first hour to before the last', () => {
  expect(isOpen(bank, at('2023-03-10T09:00:00Z'))).toBe(true);
  expect(isOpen(bank, at('2023-03-10T17:00:00Z'))).toBe(false);
  expect(isOpen(bank, at('2023-03-11T12:00:00Z'))).toBe(false);
});

test('what comes on a Friday evening has its turn on Monday morning', () => {
  expect(opensUs(bank, at('2023-03-10T17:00:00Z'))).toBe(at('2023-03-13T09:00:00Z'));
  expect(opensUs(bank, at('2023-03-13T08:59:59.999Z'))).toBe(at('2023-03-13T09:00:00Z'));
  expect(opensUs(bank, at('2023-03-13T12:34:56Z'))).toBe(at('2023-03-13T12:34:56Z'));
});

test('hours on one day of the week come once a week', () => {
  const weekly = { ...bank, days: [0] };
  expect(opensUs(weekly, at('2023-03-12T17:00:00Z'))).toBe(at('2023-03-19T09:00:00Z'));
});
