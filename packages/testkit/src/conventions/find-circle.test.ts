import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { findCircle } from './find-circle.ts';

describe('findCircle', () => {
  test('finds a circle behind a tail, and a node that points to itself', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['d', 'b']],
    ]);
    expect(findCircle(graph)).toEqual(['b', 'c', 'b']);
    expect(findCircle(new Map([['a', ['a']]]))).toEqual(['a', 'a']);
  });

  test('finds none where every edge points upwards, and one as soon as an edge closes a path', () => {
    const edges = fc.uniqueArray(
      fc.tuple(fc.nat(12), fc.nat(12)).filter(([from, to]) => from < to),
      { selector: String },
    );
    fc.assert(
      fc.property(edges, (pairs) => {
        const graph = new Map<string, string[]>();
        for (const [from, to] of pairs) graph.set(String(from), [...(graph.get(String(from)) ?? []), String(to)]);
        expect(findCircle(graph)).toBeUndefined();
        const [first] = pairs;
        if (first === undefined) return;
        const [from, to] = first.map(String) as [string, string];
        graph.set(to, [...(graph.get(to) ?? []), from]);
        const circle = findCircle(graph) ?? [];
        expect(circle.length).toBeGreaterThan(1);
        expect(circle.at(-1)).toBe(circle[0]);
        circle.slice(1).forEach((node, i) => expect(graph.get(circle[i] ?? '')).toContain(node));
      }),
    );
  });
});
