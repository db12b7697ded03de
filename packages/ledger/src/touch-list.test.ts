import { describe, expect, test } from '@jest/globals';
import { NOTED, TouchList } from './touch-list.ts';

describe('a touch list', () => {
  function fresh() {
    const list = new TouchList();
    const marks = new Uint8Array(1000).fill(5);
    const note = (number: number): void => {
      if (marks[number] >= NOTED) return;
      marks[number] |= NOTED;
      list.add(number);
    };
    return { list, marks, note };
  }

  test('gives numbers back in the order noted, and their bytes as they were', () => {
    const { list, marks, note } = fresh();
    const noted = Array.from({ length: 100 }, (_, at) => (at * 37) % 1000);
    for (const number of [...noted, ...noted]) note(number);
    const seen: number[] = [];
    list.take(marks, (number) => seen.push(number));
    expect(seen).toEqual(noted);
    expect(marks.every((mark) => mark === 5)).toBe(true);
  });

  test('keeps what a visit notes for the next call, the visited number too', () => {
    const { list, marks, note } = fresh();
    for (const number of [1, 2, 3]) note(number);
    const seen: number[] = [];
    list.take(marks, (number) => {
      seen.push(number);
      note(number);
      note(number + 1);
    });
    expect(seen).toEqual([1, 2, 3]);
    list.take(marks, (number) => seen.push(number));
    expect(seen).toEqual([1, 2, 3, 1, 2, 3, 4]);
  });

  test('may be taken by a visit, which finds what came since', () => {
    const { list, marks, note } = fresh();
    for (const number of [1, 2]) note(number);
    const seen: string[] = [];
    list.take(marks, (outer) => {
      for (const number of [10, 11]) note(number * outer);
      list.take(marks, (inner) => seen.push(`${outer}>${inner}`));
      note(3);
    });
    list.take(marks, (number) => seen.push(`${number}`));
    expect(seen).toEqual(['1>10', '1>11', '2>3', '2>20', '2>22', '3']);
  });

  test('has forgotten what it was to visit when a visit throws, and works on', () => {
    const { list, marks, note } = fresh();
    for (const number of [1, 2]) note(number);
    expect(() =>
      list.take(marks, () => {
        throw new Error('stop');
      }),
    ).toThrow('stop');
    note(2);
    const seen: number[] = [];
    list.take(marks, (number) => seen.push(number));
    expect(seen).toEqual([2]);
  });
});
