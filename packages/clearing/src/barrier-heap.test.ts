import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BarrierHeap } from './barrier-heap.ts';

/** Empties a heap: key, unit and version of each entry, in the order in which they came off. */
function drain(heap: BarrierHeap): number[][] {
  const entries: number[][] = [];
  for (; heap.size > 0; heap.pop()) entries.push([heap.topKey, heap.topUnit, heap.topVersion]);
  return entries;
}

const sorted = (entries: readonly number[][]): number[][] => [...entries].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
const keys = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 100 });

describe('a heap of barriers', () => {
  test('gives the least key first, with what was pushed with it', () => {
    fc.assert(
      fc.property(keys, (pushed) => {
        const heap = new BarrierHeap();
        const entries = pushed.map((key, i) => [key, i, i * 7]);
        for (const [key, unit, version] of entries) heap.push(key, unit, version);
        const drained = drain(heap);
        expect(drained.map(([key]) => key)).toEqual(pushed.sort((a, b) => a - b));
        expect(sorted(drained)).toEqual(sorted(entries));
      }),
    );
  });

  test('stays in order when pushes and pops alternate, infinite keys included', () => {
    const heap = new BarrierHeap();
    for (const key of [3, -Infinity, 5]) heap.push(key, 1, 1);
    expect(heap.topKey).toBe(-Infinity);
    heap.pop();
    heap.push(-Infinity, 2, 1);
    heap.push(4, 3, 1);
    expect(drain(heap).map(([key]) => key)).toEqual([-Infinity, 3, 4, 5]);
  });

  test('drops the stale entries and keeps the others in order', () => {
    fc.assert(
      fc.property(keys, (pushed) => {
        const heap = new BarrierHeap();
        const versions = Int32Array.from([5, 6, 7]);
        const entries = pushed.map((key, i) => [key, i % 3, 5 + (i % 4)]);
        for (const [key, unit, version] of entries) heap.push(key, unit, version);
        heap.dropStale(versions);
        expect(sorted(drain(heap))).toEqual(sorted(entries.filter(([, unit, version]) => versions[unit] === version)));
      }),
    );
  });

  test('takes more after it has given memory back', () => {
    const heap = new BarrierHeap();
    for (let i = 0; i < 1_000; i++) heap.push(-i, i % 10, 0);
    heap.dropStale(new Int32Array(10).fill(1));
    expect(heap.size).toBe(0);
    for (let i = 0; i < 1_000; i++) heap.push(-i, i, 1);
    expect(heap.topKey).toBe(-999);
    expect(drain(heap)).toHaveLength(1_000);
  });
});
