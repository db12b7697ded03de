import { describe, expect, test } from '@jest/globals';
import { progressLine } from './progress-line.ts';

const startUs = Date.UTC(2025, 9, 10, 20, 30) * 1000;
const minute = 60_000_000;
const at = (done: number, seconds: number, events: number, length = 150 * minute): string =>
  progressLine({ startUs, untilUs: startUs + length, simulatedUs: startUs + done * length, events, seconds });

describe('a line of progress', () => {
  test.each([
    [at(0, 0, 0), '20:30:00 of 23:00:00 · 0 % · 0 events/s · starting'],
    [at(0.1, 5, 2_560_000), '20:45:00 of 23:00:00 · 10 % · 512 k events/s · 45 s left'],
    [at(0.999, 600, 1_200_000_000), '22:59:51 of 23:00:00 · 99 % · 2.00 M events/s · 1 s left'],
    [at(0.5, 7200, 7200), '21:45:00 of 23:00:00 · 50 % · 1 events/s · 2.0 h left'],
    [
      at(0.25, 60, 60_000, 4 * 1440 * minute),
      '2025-10-11 20:30:00 of 2025-10-14 20:30:00 · 25 % · 1 k events/s · 3 min left',
    ],
    [at(1, 60, 60_000, 0), '20:30:00 of 20:30:00 · 100 % · 1 k events/s · 0 s left'],
  ])('reads %s', (line, expected) => expect(line).toBe(expected));
});
