import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, nextClock, parseClock, parseInstant } from './instant.ts';

describe('instants', () => {
  test('agree with the calendar of the platform, both ways', () => {
    const date = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2250-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (when) => {
        const us = when.getTime() * 1_000;
        expect(parseInstant(when.toISOString())).toBe(us);
        expect(parseInstant(formatInstant(us))).toBe(us);
        expect(formatInstant(us).slice(0, 19)).toBe(when.toISOString().slice(0, 19));
      }),
    );
  });

  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-02', 86_400_000_000],
    ['2000-02-29T00:00Z', 951_782_400_000_000],
    ['2025-10-10T20:30:00.000001Z', 1_760_128_200_000_001],
  ])('reads %s', (text, us) => {
    expect(parseInstant(text)).toBe(us);
  });

  test.each([
    '2025-13-01',
    '2025-02-29',
    '2025-10-10T20:30:00',
    '2025-10-10T24:00:00Z',
    '2025-10-10T20:60Z',
    '20:30',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('writes only the decimals there are', () => {
    expect(formatInstant(1_760_128_200_000_000)).toBe('2025-10-10T20:30:00Z');
    expect(formatInstant(1_760_128_200_250_000)).toBe('2025-10-10T20:30:00.25Z');
  });
});

describe('times of day', () => {
  test.each([
    ['0:00', 0],
    ['20:50', 75_000_000_000],
    ['20:50:30.5', 75_030_500_000],
  ])('reads %s', (text, us) => {
    expect(parseClock(text)).toBe(us);
  });

  test.each(['24:00', '20:60', '20:50:60', '20', '20:5', '20:50 PM'])('refuses %j', (text) => {
    expect(parseClock(text)).toBeUndefined();
  });

  test('mean the first such instant at or after the start', () => {
    const start = parseInstant('2025-10-10T20:30:00Z') ?? 0;
    const at = (clock: string): string => formatInstant(nextClock(parseClock(clock) ?? 0, start));
    expect(at('20:30')).toBe('2025-10-10T20:30:00Z');
    expect(at('20:29:59.999999')).toBe('2025-10-11T20:29:59.999999Z');
    expect(at('0:15')).toBe('2025-10-11T00:15:00Z');
  });
});
