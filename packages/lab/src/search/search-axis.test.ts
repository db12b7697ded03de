import { describe, expect, test } from '@jest/globals';
import { axisValue, axisWritten, searchAxis } from './search-axis.ts';

describe('a range with steps', () => {
  test('is tried at every so much from the low end on, without remains of binary fractions', () => {
    const axis = searchAxis('fee', { from: '1 bp', to: '2 bp', step: 0.1 });
    const tried = [0, 0.04, 0.06, 0.31, 0.97, 1].map((share) => axisWritten(axis, axisValue(axis, share)));
    expect(tried).toEqual(['1 bp', '1 bp', '1.1 bp', '1.3 bp', '2 bp', '2 bp']);
  });

  test('is one of whole numbers where the step is 1', () => {
    expect(searchAxis('count', { from: 1, to: 9, integer: true })).toEqual(
      searchAxis('count', { from: 1, to: 9, step: 1 }),
    );
  });

  test.each([
    [{ from: 0, to: 1, step: 0.3 }, 'fee: steps of 0.3 from 0 do not end at 1'],
    [{ from: 0.5, to: 2.5, integer: true }, 'fee: a range of whole numbers has whole ends, not 0.5 and 2.5'],
  ])('is refused as %j', (range, sentence) => {
    expect(() => searchAxis('fee', range)).toThrow(sentence);
  });
});
