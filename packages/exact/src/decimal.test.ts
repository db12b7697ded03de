import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalPlaces, toDecimal, toInteger } from './decimal.ts';
import { ExactError } from './exact-error.ts';

describe('toInteger', () => {
  test.each([
    ['0.0001', 4, 1],
    [1e-4, 4, 1],
    [1e-7, 8, 10],
    ['-12.50', 2, -1250],
    ['+.5', 1, 5],
    ['7.', 0, 7],
    ['1.5e3', 0, 1500],
    [' 3 ', 2, 300],
    [1e21, 0, null],
    ['0.000000000000000000001', 22, 10],
    ['-0.00', 1, 0],
    ['0e999', 0, 0],
    [0.1 + 0.7, 16, 7999999999999999],
    ['9007199254740991', 0, 9007199254740991],
    ['900719925474099.1', 1, 9007199254740991],
  ])('%p with %d decimals', (value, decimals, expected) => {
    if (expected === null) expect(() => toInteger(value, decimals)).toThrow(ExactError);
    else expect(toInteger(value, decimals)).toBe(expected);
  });

  test.each([
    ['0.00015', 4, '0.00015 is not a whole number of units of 0.0001; it has 5 decimals.'],
    [0.5, 0, '0.5 is not a whole number of units of 1; it has 1 decimals.'],
    ['9007199254740992', 0, 'past the safe integers'],
    ['1', 16, 'past the safe integers'],
    ['1e999999999', 0, 'past the safe integers'],
    ['ten', 2, '"ten" is not a decimal number'],
    ['', 2, '"" is not a decimal number'],
    ['.', 2, '"." is not a decimal number'],
    ['1,5', 2, '"1,5" is not a decimal number'],
    ['0x10', 2, '"0x10" is not a decimal number'],
    [NaN, 2, '"NaN" is not a decimal number'],
    [-Infinity, 2, '"-Infinity" is not a decimal number'],
    ['1', -1, '-1 is not a number of decimals'],
    ['1', 0.5, '0.5 is not a number of decimals'],
    ['1', 23, '23 is not a number of decimals'],
  ])('refuses %p with %d decimals', (value, decimals, words) => {
    expect(() => toInteger(value, decimals)).toThrow(ExactError);
    expect(() => toInteger(value, decimals)).toThrow(words);
  });
});

describe('toDecimal', () => {
  test('is the nearest double, as the decimal text itself is read', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 22 }), (units, decimals) => {
        expect(toDecimal(units, decimals)).toBe(Number(`${units}e-${decimals}`));
      }),
      { seed: 2 },
    );
  });

  test('is undone by toInteger for numbers of up to 15 digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999999999999999, max: 999999999999999 }),
        fc.integer({ min: 0, max: 22 }),
        (units, decimals) => {
          expect(toInteger(toDecimal(units, decimals), decimals)).toBe(units);
        },
      ),
      { seed: 3 },
    );
  });

  test('refuses what is no whole number of units', () => {
    expect(() => toDecimal(0.5, 2)).toThrow('A number of units is 0.5');
    expect(() => toDecimal(5, 23)).toThrow('23 is not a number of decimals');
  });
});

test.each([
  ['0.0001', 4],
  [1e-4, 4],
  ['0.50', 1],
  [1200, 0],
  ['12e-3', 3],
  ['1.20e1', 0],
  [0, 0],
  [0.1 + 0.2, 17],
  [1e-300, 300],
])('decimalPlaces of %p is %d', (value, places) => expect(decimalPlaces(value)).toBe(places));
