import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resolveExpressions } from './expressions.ts';
import { locate, plainOf } from './located-node.ts';
import type { MapNode } from './located-node.ts';

async function resolved(object: object): Promise<unknown> {
  return plainOf(await resolveExpressions(locate(object, { file: 'x', line: 0, column: 0 }) as MapNode));
}

async function valueOf(text: string, constants: object = {}): Promise<unknown> {
  return ((await resolved({ constants, value: text })) as { readonly value: unknown }).value;
}

describe('expressions', () => {
  test.each([
    ['= 2 * scale', 2],
    ['=1+2*3', 7],
    ['= -(2 - 5) / 2', 1.5],
    ['= 2 ^ 10', 1_024],
    ['= 2 ^ -2', 0.25],
    ['= -2 ^ 2', -4],
    ['= 10 % ', '10 %'],
    ['= min(3, 1, 2) + max(1, 2)', 3],
    ['= abs(-1) + round(1.5) + floor(1.9) + ceil(0.1) + sqrt(16)', 9],
    ['= a < b ? 10 : 20', 10],
    ['= a >= b ? 10 : a == 1 ? 30 : 20', 30],
    ['= a != b ? 1e3 : 0', 1_000],
    ['= 250 * b ms', '500 ms'],
    ['= a / 2 %', '0.5 %'],
    ['= 3 * b /min', '6 /min'],
    ['= b / a', 2],
    ['= 0 * -1', 0],
  ])('%s gives %p', async (text, value) => {
    expect(await valueOf(text, { a: 1, b: '= a + a' })).toBe(value);
  });

  test.each([
    ['= scale = 3', 'may hold only'],
    ['= f(x) = 2', 'may hold only'],
    ['= a.b', "unknown name 'a'"],
    ['= [1, 2]', 'may hold only'],
    ['= {a: 1}', 'may hold only'],
    ['= "text"', 'holds "text", which is no number'],
    ['= true', 'holds true, which is no number'],
    ['= 1; 2', 'may hold only'],
    ['= 5 km', "unknown name 'km'"],
    ['= 2 scale', 'needs a * between the parts of a product'],
    ['= 3!', "may not hold '!'"],
    ['= 7 mod 3', "may not hold 'mod'"],
    ['= not 1', "may not hold 'not'"],
    ['= import("x")', "may not call 'import'"],
    ['= constructor(1)', "may not call 'constructor'"],
    ['= toString', "unknown name 'toString'"],
    ['= pi', "unknown name 'pi'"],
    ['= 1 < 2 < 3', 'may hold only'],
    ['= (1 < 2) + 1', 'calculates with true or false'],
    ['= scale ? 1 : 2', 'needs a comparison before the ?'],
    ['= sqrt(-1)', 'gives NaN, which is not a finite number'],
    ['= 0 / 0', 'gives NaN'],
    ['= 2 ^ 0.5', 'powers are whole numbers up to 1000'],
    ['= abs(1, 2)', 'calls abs with 2 values'],
    ['=', 'is empty'],
    ['= (1', 'cannot be read: Parenthesis ) expected'],
  ])('%s is refused: %s', async (text, sentence) => {
    await expect(valueOf(text)).rejects.toThrow(sentence);
  });

  test('read constants whatever their order, and texts with units', async () => {
    expect(
      await resolved({ constants: { c: '= b * 2', b: '= a / 5 + scale', a: '1 k', fee: '5 bp' }, scale: '= a' }),
    ).toEqual({
      constants: { c: 2_400, b: 1_200, a: '1 k', fee: '5 bp' },
      scale: 1_000,
    });
    expect(await valueOf('= fee * 2', { fee: '5 bp' })).toBe(0.001);
  });

  test('mean nothing in titles and paths', async () => {
    const words = { title: '= 1 + 1', plugins: ['= x'] };
    expect(await resolved(words)).toEqual(words);
  });

  test('stand anywhere below, in lists too', async () => {
    expect(await resolved({ list: [{ deep: ['= 1 + 1'] }] })).toEqual({ list: [{ deep: [2] }] });
  });

  test('agree with the same arithmetic in JavaScript', async () => {
    const number = fc.integer({ min: -1_000, max: 1_000 }).map((value) => value / 8);
    await fc.assert(
      fc.asyncProperty(number, number, number, async (a, b, c) => {
        const value = await valueOf('= (a + b) * c - a / (b ^ 2 + 1)', { a, b, c });
        expect(value).toBe((a + b) * c - a / (b * b + 1) || 0);
      }),
      { numRuns: 50 },
    );
  });
});
