import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locate, plainOf } from './located-node.ts';
import { merge, withoutNulls } from './merge.ts';

const here = { file: 'here', line: 1, column: 1 };
const there = { file: 'there', line: 2, column: 2 };

const { tree } = fc.letrec<{ tree: object; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { noNullPrototype: true }),
  value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.array(fc.integer(), { maxLength: 3 }), tie('tree')),
}));

const mergePlain = (under: unknown, over: unknown): unknown => plainOf(merge(locate(under, here), locate(over, there)));

describe('merge', () => {
  test('merges maps, replaces the rest and deletes by null', () => {
    const under = { a: 1, list: [1, 2], deep: { x: 1, y: 2 }, gone: 3, text: 't' };
    const over = { a: 2, list: [3], deep: { y: null, z: 4 }, gone: null, text: { now: 'a map' }, never: null };
    expect(mergePlain(under, over)).toEqual({ a: 2, list: [3], deep: { x: 1, z: 4 }, text: { now: 'a map' } });
  });

  test('drops the params of a plugin when another is used, and keeps them when it is the same', () => {
    const rule = { use: 'one-order', params: { limit: 'none' } };
    expect(mergePlain(rule, { use: 'slow', params: { share: 1 } })).toEqual({ use: 'slow', params: { share: 1 } });
    expect(mergePlain(rule, { use: 'slow' })).toEqual({ use: 'slow' });
    expect(mergePlain(rule, { use: 'one-order', params: { fee: 1 } })).toEqual({
      use: 'one-order',
      params: { limit: 'none', fee: 1 },
    });
    expect(mergePlain(rule, { params: { fee: 1 } })).toEqual({ use: 'one-order', params: { limit: 'none', fee: 1 } });
  });

  test('keeps the place where each part was written', () => {
    const merged = merge(locate({ a: 1, b: 2 }, here), locate({ b: 3 }, there));
    const entries = merged.kind === 'map' ? [...merged.entries] : [];
    expect(entries.map(([key, entry]) => [key, entry.key.file, entry.node.place.file])).toEqual([
      ['a', 'here', 'here'],
      ['b', 'there', 'there'],
    ]);
  });

  test('leaves a value as it is under and over nothing, and over itself', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(mergePlain(value, {})).toEqual(value);
        expect(mergePlain({}, value)).toEqual(value);
        expect(mergePlain(value, value)).toEqual(value);
      }),
    );
  });

  test('laid over twice is laid over once', () => {
    fc.assert(
      fc.property(tree, tree, (under, over) => {
        const once = mergePlain(under, over);
        expect(mergePlain(once, over)).toEqual(once);
      }),
    );
  });

  test('lets every key of the upper value through', () => {
    fc.assert(
      fc.property(tree, tree, (under, over) => {
        expect(mergePlain(under, over)).toMatchObject(over);
      }),
    );
  });

  test('strips nulls that have nothing to delete', () => {
    expect(plainOf(withoutNulls(locate({ a: null, b: { c: null } }, here)))).toEqual({ b: {} });
  });
});
