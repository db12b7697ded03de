import { describe, expect, test } from '@jest/globals';
import { judge } from './judge.ts';

describe('judge', () => {
  test('passes a median in the band, edges included, and says where nine tenths lie', () => {
    expect(judge({ low: 3, high: 5 }, [5, 1, 3, 4, 2])).toEqual({
      reached: 5,
      median: 3,
      interval: [1.2, 4.8],
      pass: true,
    });
  });

  test.each([
    [{ low: 3.1 }, false],
    [{ low: 3 }, true],
    [{ high: 3 }, true],
    [{ high: 2.9 }, false],
    [{}, true],
  ])('with the band %j of the median 3: %s', (band, pass) => {
    expect(judge(band, [1, 2, 3, 4, 5]).pass).toBe(pass);
  });

  test('counts a replicate without a number as above all numbers', () => {
    expect(judge({ high: 4 }, [1, NaN, 3, NaN, 4])).toEqual({
      reached: 3,
      median: 4,
      interval: [1.4, null],
      pass: true,
    });
    expect(judge({ high: 3 }, [1, NaN, 3, NaN, 4]).pass).toBe(false);
  });

  test('fails a target that more than half did not reach, even one that is open above', () => {
    expect(judge({ low: 0 }, [1, NaN, NaN])).toEqual({ reached: 1, median: null, interval: null, pass: false });
    expect(judge({ low: 0 }, [NaN, NaN])).toEqual({ reached: 0, median: null, interval: null, pass: false });
    expect(judge({ low: 0 }, [])).toEqual({ reached: 0, median: null, interval: null, pass: false });
  });

  test('takes the largest number there is where exactly half did not reach it', () => {
    expect(judge({ high: 2 }, [1, NaN, 2, NaN])).toMatchObject({ reached: 2, median: 2, pass: true });
  });

  test('takes an infinite number for none', () => {
    expect(judge({}, [Infinity, -Infinity, 1])).toMatchObject({ reached: 1, median: null, pass: false });
  });
});
