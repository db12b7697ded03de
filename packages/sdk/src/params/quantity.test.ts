import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseQuantity } from './quantity.ts';
import type { QuantityKind } from './quantity.ts';

const accepts: readonly (readonly [QuantityKind, unknown, number, string?])[] = [
  ['number', 2.5, 2.5],
  ['number', -3, -3],
  ['number', '1.5 k', 1_500],
  ['number', '1.5k', 1_500],
  ['number', '2 M', 2_000_000],
  ['number', '3 bn', 3_000_000_000],
  ['number', '5 M USDT', 5_000_000, 'USDT'],
  ['number', '5 USDT', 5, 'USDT'],
  ['number', '117_000', 117_000],
  ['number', '1e3', 1_000],
  ['number', '.5', 0.5],
  ['number', 9007199254740991, 9007199254740991],
  ['integer', '3 k', 3_000],
  ['integer', '0.5 k', 500],
  ['fraction', 0.1, 0.1],
  ['fraction', '10%', 0.1],
  ['fraction', '0.07%', 0.0007],
  ['fraction', '5 bp', 0.0005],
  ['fraction', '-3%', -0.03],
  ['duration', '250 us', 0.25],
  ['duration', '250 ms', 250],
  ['duration', '1.1 s', 1_100],
  ['duration', '15 min', 900_000],
  ['duration', '2 h', 7_200_000],
  ['duration', '1 d', 86_400_000],
  ['duration', 0, 0],
  ['duration', '0', 0],
  ['rate', '3 /s', 3],
  ['rate', '0.6/min', 0.01],
  ['rate', '10 /h', 10 / 3_600],
  ['rate', '2 k/s', 2_000],
  ['rate', 0, 0],
];

const refuses: readonly (readonly [QuantityKind, unknown, string, string, string?])[] = [
  ['duration', '5 bp', 'wrong-unit', "expected a duration such as 250 ms, found '5 bp'"],
  [
    'duration',
    250,
    'missing-unit',
    'expected a duration with its unit (us, ms, s, min, h or d), such as 250 ms, found 250',
  ],
  [
    'duration',
    '250',
    'missing-unit',
    "expected a duration with its unit (us, ms, s, min, h or d), such as 250 ms, found '250'",
  ],
  ['rate', 3, 'missing-unit', 'expected a rate with its unit (/s, /min, /h or /d), such as 3 /s, found 3'],
  ['rate', '3 ms', 'wrong-unit', "expected a rate such as 3 /s, found '3 ms'"],
  ['rate', '3 /week', 'wrong-unit', "expected a rate such as 3 /s, found '3 /week'"],
  ['fraction', '10 ms', 'wrong-unit', "expected a fraction such as 0.1, 10% or 5 bp, found '10 ms'"],
  ['number', '10%', 'wrong-unit', "expected a number such as 2.5 or 1.5 k, found '10%'"],
  ['number', '5 M BTC', 'wrong-unit', "expected a number such as 2.5, 1.5 k or 5 M USDT, found '5 M BTC'", 'USDT'],
  ['number', '5 USDT', 'wrong-unit', "expected a number such as 2.5 or 1.5 k, found '5 USDT'"],
  ['number', '5 toString', 'wrong-unit', "expected a number such as 2.5 or 1.5 k, found '5 toString'"],
  ['number', 'many', 'not-a-quantity', "expected a number such as 2.5 or 1.5 k, found 'many'"],
  ['number', '', 'not-a-quantity', "expected a number such as 2.5 or 1.5 k, found ''"],
  ['number', true, 'not-a-quantity', 'expected a number such as 2.5 or 1.5 k, found true'],
  ['number', [1], 'not-a-quantity', 'expected a number such as 2.5 or 1.5 k, found a list'],
  ['number', null, 'not-a-quantity', 'expected a number such as 2.5 or 1.5 k, found nothing'],
  ['number', undefined, 'missing', 'expected a number such as 2.5 or 1.5 k, found nothing'],
  ['number', Number.NaN, 'not-finite', 'expected a finite number, found NaN'],
  ['duration', Number.POSITIVE_INFINITY, 'not-finite', 'expected a finite number, found Infinity'],
  ['number', '1e999', 'too-large', "expected a finite number, found '1e999'"],
  ['number', 1e30, 'too-large', 'expected a number no larger than 9007199254740991 (2^53 - 1), found 1e+30'],
  [
    'number',
    '9007199254740993',
    'too-large',
    "expected a number no larger than 9007199254740991 (2^53 - 1), found '9007199254740993'",
  ],
  ['integer', 1.5, 'not-whole', 'expected a whole number such as 12 or 3 k, found 1.5'],
];

describe('parseQuantity', () => {
  test.each(accepts)('reads a %s written %p as %p', (kind, input, value, ...units) => {
    expect(parseQuantity(input, kind, units[0])).toEqual({ ok: true, value });
  });

  test.each(refuses)('refuses a %s written %p (%s)', (kind, input, code, sentence, ...units) => {
    expect(parseQuantity(input, kind, units[0])).toMatchObject({ ok: false, code, sentence });
  });

  test('reads every safe double back from its own text', () => {
    const safe = fc.double({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, noNaN: true });
    fc.assert(
      fc.property(safe, (value) => {
        expect(parseQuantity(String(value), 'number')).toEqual({ ok: true, value: value === 0 ? 0 : value });
      }),
    );
  });

  test('moves the point of decimal digits without rounding twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (hundredths) => {
        const written = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`;
        expect(parseQuantity(written, 'fraction')).toEqual({ ok: true, value: hundredths / 10_000 });
      }),
    );
  });
});
