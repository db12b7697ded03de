import { describe, expect, test } from '@jest/globals';
import { ExpressionError } from './evaluate-expression.ts';
import { readExpression } from './read-expression.ts';

describe('an expression that is read once', () => {
  test('gives its names and its unit, and a number for each set of values', async () => {
    const expression = await readExpression(' min(a, b) * a /min');
    expect([expression.names, expression.unit]).toEqual([['a', 'b', 'a'], '/min']);
    const at = (a: number, b: number) => expression.evaluate((name) => (name === 'a' ? a : b));
    expect([at(2, 3), at(3, 2), at(0.5, 8)]).toEqual([4, 6, 0.25]);
  });

  test('has no unit where none is written, and refuses what cannot be read', async () => {
    expect(await readExpression('2 * a')).not.toHaveProperty('unit');
    await expect(readExpression('2 *')).rejects.toThrow(ExpressionError);
    const empty = await readExpression('');
    expect(() => empty.evaluate(() => 1)).toThrow('is empty');
  });

  test('gives no number that is not finite', async () => {
    const expression = await readExpression('1 / a');
    expect(() => expression.evaluate(() => 0)).toThrow('gives Infinity, which is not a finite number');
  });
});
