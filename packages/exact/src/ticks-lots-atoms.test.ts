import { describe, expect, test } from '@jest/globals';
import { ExactError } from './exact-error.ts';
import { atoms, lots, ticks, type Atoms, type Lots, type Ticks } from './ticks-lots-atoms.ts';

describe('ticks, lots and atoms', () => {
  test('are plain numbers at run time', () => {
    expect([ticks(3), lots(-2), atoms(2 ** 53 - 1)]).toEqual([3, -2, 9007199254740991]);
  });

  test.each([
    [() => ticks(0.5), 'A price in ticks is 0.5'],
    [() => lots(2 ** 53), 'A size in lots is 9007199254740992'],
    [() => atoms(NaN), 'An amount in atoms is NaN'],
  ])('refuse what is no safe integer (%#)', (call, words) => {
    expect(call).toThrow(ExactError);
    expect(call).toThrow(words);
  });

  test('are told apart by the compiler, which takes a plain number for any of them', () => {
    const price: Ticks = 101;
    // @ts-expect-error a price in ticks is no size in lots
    const size: Lots = price;
    // @ts-expect-error a size in lots is no amount in atoms
    const amount: Atoms = lots(5);
    const product: Atoms = price * size;
    expect([price, size, amount, product]).toEqual([101, 101, 5, 10201]);
  });
});
