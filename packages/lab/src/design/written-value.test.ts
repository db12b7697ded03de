import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWritten, roundedTo12, writeQuantity } from './written-value.ts';

describe('a value as written', () => {
  test.each([
    [5, 5, undefined],
    ['5', 5, undefined],
    ['5 bp', 5, 'bp'],
    ['5bp', 5, 'bp'],
    ['-0.5%', -0.5, '%'],
    ['10 %', 10, '%'],
    ['1_000 ms', 1_000, 'ms'],
    ['1e3 ms', 1_000, 'ms'],
    ['.5 M', 0.5, 'M'],
    ['3 /s', 3, '/s'],
    ['2 k /min', 2, 'k /min'],
    ['5 M USDT', 5, 'M USDT'],
    ['12 USDT', 12, 'USDT'],
    ['90 min', 90, 'min'],
  ])('%p is the number %d with the unit %p', (value, number, unit) => {
    expect(readWritten(value)).toEqual({ number, ...(unit === undefined ? {} : { unit }) });
  });

  test.each([
    'own-book',
    '1inch',
    '20:50',
    '2025-10-10',
    '2025-10-10T20:50:00Z',
    '3 for 2',
    '5 bp more',
    '',
    '%',
    '= 3 bp',
    true,
    false,
  ])('%p is no number', (value) => {
    expect(readWritten(value)).toBeUndefined();
  });

  test('is read back from what is made of its number and unit', () => {
    const unit = fc.constantFrom(undefined, '%', 'bp', 'ms', 'M', '/s', 'k /h', 'M USDT', 'BTC');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), unit, (value, of) => {
        const number = roundedTo12(value);
        expect(readWritten(writeQuantity(number, of))).toEqual({ number, ...(of === undefined ? {} : { unit: of }) });
      }),
    );
  });

  test('keeps 12 digits, and no zero below zero', () => {
    expect([0.1 + 0.2, 1 / 3, 123456789.12345678, 1e-9 / 7, -0, -1e-320].map(roundedTo12)).toEqual([
      ...[0.3, 0.333333333333, 123456789.123, 1.42857142857e-10, 0, -1e-320],
    ]);
  });
});
