import { expect, test } from '@jest/globals';
import { DrainedDepth } from './drained-depth.ts';

test('drained depth is what was gone at the least, of the mean of the warm-up', () => {
  const depth = new DrainedDepth(100);
  for (const [at, size] of [
    [10, 300],
    [50, 500],
    [100, 350],
    [120, 100],
    [130, 200],
  ] as const)
    depth.sample(at, size);
  expect(depth.share).toEqual({ value: 0.75, atUs: 120 });
});

test('without a warm-up the first sample is calm', () => {
  const depth = new DrainedDepth(0);
  for (const [at, size] of [
    [0, 200],
    [5, 150],
    [9, 300],
  ] as const)
    depth.sample(at, size);
  expect(depth.share).toEqual({ value: 0.25, atUs: 5 });
});

test('without a sample nothing was drained', () => {
  expect(new DrainedDepth(0).share.value).toBeNaN();
});
