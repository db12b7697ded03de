import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeDesign } from './make-design.ts';
import { derive, grid, latinHypercube, list, logRange, morris, range, saltelli, sobol, zip } from './vary.ts';
import type { Design } from './design.ts';
import type { AxisMap, DesignSpec, Vary } from './vary.ts';

const all = <Value>(design: Design, at: (point: number) => Value) =>
  Array.from({ length: design.size }, (_, point) => at(point));
const changes = async (vary: Vary) => {
  const design = await makeDesign(vary);
  return all(design, (point) => design.changes(point));
};

describe('a design', () => {
  test('crosses the axes of a map, the first slowest', async () => {
    expect(await changes({ 'a.x': [1, 2], 'b.y': grid('off', 'on') })).toEqual([
      { 'a.x': 1, 'b.y': 'off' },
      { 'a.x': 1, 'b.y': 'on' },
      { 'a.x': 2, 'b.y': 'off' },
      { 'a.x': 2, 'b.y': 'on' },
    ]);
  });

  test('crosses the designs of a list', async () => {
    const vary = [zip({ a: [1, 2], b: ['x', 'y'] }), list({ c: true, d: '5 bp' }, { c: false, d: '7 bp' }), { e: [0] }];
    expect(await changes(vary)).toEqual([
      { a: 1, b: 'x', c: true, d: '5 bp', e: 0 },
      { a: 1, b: 'x', c: false, d: '7 bp', e: 0 },
      { a: 2, b: 'y', c: true, d: '5 bp', e: 0 },
      { a: 2, b: 'y', c: false, d: '7 bp', e: 0 },
    ]);
  });

  test('has columns of numbers in the unit that was written, or of texts', async () => {
    const design = await makeDesign({
      'fees.taker': { grid: ['5 bp', '7.5 bp', 0], as: 'taker' },
      'market.depth': ['1 M', '2 M'],
      'margin.on': [true, false],
      'pricing.use': ['own-book'],
      'holders.sell': ['none', '10%'],
      'desk.wait': ['250 ms'],
      'maker.size': ['5 M USDT'],
    });
    expect(design.axes).toEqual([
      { path: 'fees.taker', name: 'taker', kind: 'number', unit: 'bp' },
      { path: 'market.depth', name: 'market.depth', kind: 'number', unit: 'M' },
      { path: 'margin.on', name: 'margin.on', kind: 'text' },
      { path: 'pricing.use', name: 'pricing.use', kind: 'text' },
      { path: 'holders.sell', name: 'holders.sell', kind: 'text' },
      { path: 'desk.wait', name: 'desk.wait', kind: 'number', unit: 'ms' },
      { path: 'maker.size', name: 'maker.size', kind: 'number', unit: 'M USDT' },
    ]);
    expect(design.values(11)).toEqual({
      ...{ taker: 7.5, 'market.depth': 1, 'margin.on': 'false', 'pricing.use': 'own-book', 'holders.sell': '10%' },
      ...{ 'desk.wait': 250, 'maker.size': 5 },
    });
    expect(design.changes(11)).toMatchObject({ 'fees.taker': '7.5 bp', 'market.depth': '1 M', 'margin.on': false });
  });

  test.each([
    [logRange(1, 1_000, 4), [1, 10, 100, 1_000]],
    [logRange('1 bp', '100 bp', 3), ['1 bp', '10 bp', '100 bp']],
    [logRange('0.1%', '10%', 3), ['0.1%', '1%', '10%']],
    [logRange(2, 3, 3), [2, 2.44948974278, 3]],
  ])('lists the values of %j in equal ratios, to 12 digits', async (axis, expected) => {
    expect((await changes({ x: axis })).map(({ x }) => x)).toEqual(expected);
  });

  test('is counted before any point is made, and makes any point of very many', async () => {
    const tenth = Array.from({ length: 10 }, (_, value) => value);
    const design = await makeDesign(Object.fromEntries(Array.from({ length: 15 }, (_, axis) => [`x${axis}`, tenth])));
    expect(design.size).toBe(1e15);
    expect(Object.values(design.values(123_456_789_012_345)).join('')).toBe('123456789012345');
    expect(Object.values(design.values(999_999_999_999_999)).join('')).toBe('999999999999999');
    expect((await makeDesign([latinHypercube({ a: range(0, 1) }, { points: 1e9 }), { b: [1, 2] }])).size).toBe(2e9);
    const crossed = await makeDesign([sobol({ a: range(0, 1) }, { points: 2 ** 30 }), { b: [1, 2] }]);
    expect(crossed.changes(2 ** 31 - 1)).toMatchObject({ b: 2 });
  });

  test('of nothing is one point at which nothing is changed', async () => {
    const design = await makeDesign(undefined);
    expect([design.size, design.axes, design.changes(0), design.values(0)]).toEqual([1, [], {}, {}]);
  });

  test('has no other points', async () => {
    const design = await makeDesign({ x: [1, 2] });
    for (const point of [-1, 2, 0.5, NaN]) {
      expect(() => design.changes(point)).toThrow(
        new RangeError(`the points of the design are 0 to 1; there is no point ${point}`),
      );
    }
  });

  test('has as many points as it counts, all different, for all small designs', async () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
    const seed = fc.nat(50);
    const ranges = fc
      .integer({ min: 1, max: 3 })
      .map(
        (count) => (name: string) =>
          Object.fromEntries(Array.from({ length: count }, (_, axis) => [`${name}.x${axis}`, range(0, 1)])),
      );
    const member: fc.Arbitrary<(name: string) => AxisMap | DesignSpec> = fc.oneof(
      fc.tuple(distinct, distinct).map(([x, y]) => (name: string) => ({ [`${name}.x`]: x, [`${name}.y`]: grid(...y) })),
      distinct.map((x) => (name: string) => zip({ [`${name}.x`]: x, [`${name}.y`]: x.map((value) => `${value} ms`) })),
      distinct.map(
        (x) => (name: string) => list(...x.map((value) => ({ [`${name}.x`]: value, [`${name}.y`]: 'same' }))),
      ),
      fc.tuple(ranges, fc.integer({ min: 1, max: 9 }), seed).map(
        ([axes, points, luck]) =>
          (name: string) =>
            latinHypercube(axes(name), { points, seed: luck }),
      ),
      fc.tuple(ranges, fc.constantFrom(1, 2, 4, 8), seed).map(
        ([axes, points, luck]) =>
          (name: string) =>
            sobol(axes(name), { points, seed: luck }),
      ),
      fc.tuple(fc.constantFrom(1, 2, 4), fc.boolean(), seed).map(
        ([points, secondOrder, luck]) =>
          (name: string) =>
            // Of fewer axes, some mixtures of A and B are the same point.
            saltelli(
              { [`${name}.x`]: range(0, 1), [`${name}.y`]: range(0, 1), [`${name}.z`]: range(0, 1) },
              { points, secondOrder, seed: luck },
            ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(member, { minLength: 1, maxLength: 3 }), async (members) => {
        const design = await makeDesign(members.map((make, index) => make(`m${index}`)));
        const points = all(design, (point) => JSON.stringify(design.changes(point)));
        expect(new Set(points).size).toBe(design.size);
        expect(points).toHaveLength(design.size);
        expect(all(design, (point) => Object.keys(design.values(point)))).toEqual(
          all(design, () => design.axes.map(({ name }) => name)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a design that fills a space', () => {
  test('takes ranges in their unit, in ratios, whole numbers, and lists', async () => {
    const vary = sobol(
      {
        'fees.taker': range('0 bp', '20 bp', { as: 'taker' }),
        depth: range(0.01, 100, { log: true }),
        count: range(1, 4, { integer: true }),
        size: range('1 M', '8 M', { log: true, integer: true }),
        use: ['x', 'y'],
      },
      { points: 512 },
    );
    const design = await makeDesign(vary);
    expect(design.axes.map(({ name, kind, unit }) => [name, kind, unit])).toEqual([
      ['taker', 'number', 'bp'],
      ['depth', 'number', undefined],
      ['count', 'number', undefined],
      ['size', 'number', 'M'],
      ['use', 'text', undefined],
    ]);
    const values = all(design, (point) => design.values(point));
    const share = (name: string, held: (value: number) => boolean) =>
      values.filter((row) => held(row[name] as number)).length / 512;
    expect(share('taker', (value) => value > 0 && value < 5)).toBe(0.25);
    expect(share('depth', (value) => value < 1)).toBe(0.5);
    for (const count of [1, 2, 3, 4]) expect(share('count', (value) => value === count)).toBe(0.25);
    // Whole numbers in ratios: n has ln((n + 1) / n) of ln 9.
    for (const size of [1, 2, 8])
      expect(
        Math.abs(share('size', (value) => value === size) - Math.log((size + 1) / size) / Math.log(9)),
      ).toBeLessThan(0.003);
    expect(values.filter(({ use }) => use === 'x')).toHaveLength(256);
    for (const value of values.flatMap(({ taker, depth }) => [taker, depth] as number[]))
      expect(value).toBe(Number(value.toPrecision(12)));
    expect(design.changes(3)).toMatchObject({
      'fees.taker': `${design.values(3)['taker']} bp`,
      size: `${design.values(3)['size']} M`,
    });
  });

  test('reaches both ends on the levels of a Morris design', async () => {
    const design = await makeDesign(
      morris(
        { a: range(-1, 2), b: range(1, 4, { integer: true }), c: ['x', 'y', 'z', 'w'] },
        { trajectories: 20, levels: 4 },
      ),
    );
    const seen = (name: string) => [...new Set(all(design, (point) => design.values(point)[name]))].sort();
    expect([seen('a'), seen('b'), seen('c')]).toEqual([
      [-1, 0, 1, 2],
      [1, 2, 3, 4],
      ['w', 'x', 'y', 'z'],
    ]);
  });
});

describe('a derived axis', () => {
  test('is calculated from the others by their short names, in the units of their columns', async () => {
    const vary: Vary = [
      { 'shock.drop': ['8%', '10%'], 'shock.length': derive('drop * 3 - own s'), 'agents.count': [10, 20] },
      { 'holders.panic': { derive: 'min(count, 15) / drop', as: 'panic' }, 'x.y': { grid: [3], as: 'own' } },
      { z: derive('panic * 2') },
    ];
    const design = await makeDesign(vary);
    expect(design.size).toBe(4);
    expect(design.axes.map(({ name }) => name)).toEqual([
      'shock.drop',
      'shock.length',
      'agents.count',
      'panic',
      'own',
      'z',
    ]);
    expect(design.changes(1)).toEqual({
      'shock.drop': '8%',
      'shock.length': '21 s',
      'agents.count': 20,
      'holders.panic': 1.875,
      'x.y': 3,
      z: 3.75,
    });
    expect(design.values(2)).toEqual({
      'shock.drop': 10,
      'shock.length': 27,
      'agents.count': 10,
      panic: 1,
      own: 3,
      z: 2,
    });
    expect(design.axes[1]!.unit).toBe('s');
  });
});

test('what functions make is the JSON that a study file has', async () => {
  const vary = [
    { a: grid(1, 2), b: logRange(1, 10, 2), c: derive('a * b') },
    zip({ d: [1], e: grid(2) }),
    list({ f: 1 }),
    latinHypercube({ g: range(0, 1) }, { points: 2 }),
    sobol({ h: range('1 bp', '2 bp', { log: true }) }, { points: 2, seed: 3 }),
    morris({ i: range(0, 9, { integer: true }) }, { trajectories: 1, levels: 4 }),
    saltelli({ j: range(0, 1) }, { points: 2, secondOrder: true }),
  ];
  expect(vary).toEqual([
    { a: { grid: [1, 2] }, b: { logRange: { from: 1, to: 10, count: 2 } }, c: { derive: 'a * b' } },
    { zip: { d: [1], e: { grid: [2] } } },
    { list: [{ f: 1 }] },
    { latinHypercube: { g: { from: 0, to: 1 } }, points: 2 },
    { sobol: { h: { from: '1 bp', to: '2 bp', log: true } }, points: 2, seed: 3 },
    { morris: { i: { from: 0, to: 9, integer: true } }, trajectories: 1, levels: 4 },
    { saltelli: { j: { from: 0, to: 1 } }, points: 2, secondOrder: true },
  ]);
  expect(JSON.parse(JSON.stringify(vary))).toEqual(vary);
  expect((await makeDesign(vary)).size).toBe(4 * 1 * 1 * 2 * 2 * 2 * 8);
});
