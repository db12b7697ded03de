import { describe, expect, test } from '@jest/globals';
import { documentFromText } from '@ebb/engine';
import { z } from 'zod';
import { DesignError } from './design-error.ts';
import { makeDesign } from './make-design.ts';
import { varySchema } from './vary-schema.ts';
import type { Vary } from './vary.ts';

const range = { from: 0, to: 1 };
const axes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, axis) => [`x${axis}`, range]));
const ten = Array.from({ length: 10 }, (_, value) => value);

describe('a mistake in what a study varies is a sentence with its path:', () => {
  test.each<[what: string, vary: unknown, sentence: string]>([
    ['an empty axis', { 'a.b': [] }, 'vary.a.b: the axis is empty; it takes at least one value'],
    ['an empty grid', { a: { grid: [] } }, 'vary.a: the axis is empty; it takes at least one value'],
    ['no axis', {}, 'vary: there is no axis'],
    ['no designs', [], 'vary: the list of designs is empty'],
    ['an empty zip', { zip: {} }, 'vary.zip: there is no axis'],
    ['an empty list', [{ list: [] }], 'vary.0.list: the list of points is empty'],
    ['a point of nothing', { list: [{}] }, 'vary.list.0: the point gives no value to any path'],
    [
      'no map',
      5,
      'vary: expected a map of paths and their axes, or a design (zip, list, latinHypercube, sobol, morris, saltelli), found 5',
    ],
    [
      'one value',
      { a: 5 },
      "vary.a: expected a list of values, {grid: [..]} or {logRange: {from, to, count}} or {derive: 'expression'}, found 5",
    ],
    [
      'a map as a value',
      { a: [{ use: 'x' }] },
      'vary.a.0: expected a number, a text, a quantity such as \'5 bp\', or true or false, found {"use":"x"}',
    ],
    ['no path', { 'a..b': [1] }, "vary.a..b: 'a..b' is no path of a scenario; its words stand between single dots"],
    [
      'a misspelt key',
      { sobol: { a: range }, pionts: 8 },
      "vary: unknown key 'pionts'; expected one of sobol, points, seed (did you mean 'points'?)",
    ],
    [
      'a misspelt kind of axis',
      { 'a.b': { gird: [1] } },
      "vary.a.b: unknown key 'gird'; expected one of grid, logRange, derive (did you mean 'grid'?)",
    ],
    [
      'a misspelt design',
      { sobl: { a: range }, points: 8 },
      "vary: unknown key 'sobl'; expected one of zip, list, latinHypercube, sobol, morris, saltelli (did you mean 'sobol'?)",
    ],
    [
      'a misspelt key of an axis',
      { zip: { a: { grid: [1], ass: 'x' } } },
      "vary.zip.a: unknown key 'ass'; expected one of grid, as (did you mean 'as'?)",
    ],
    [
      'a misspelt key in a range',
      { a: { logRange: { from: 1, to: 2, count: 3, cuont: 4 } } },
      "vary.a.logRange: unknown key 'cuont'; expected one of from, to, count (did you mean 'count'?)",
    ],
    ['a range that is crossed', { a: range }, 'vary.a: expected a list of values'],
    [
      'an expression in a zip',
      { zip: { a: { derive: 'b' } } },
      'vary.zip.a: expected a list of values, {grid: [..]} or {logRange: {from, to, count}}, found {"derive":"b"}',
    ],
    ['no number of points', { sobol: { a: range } }, 'vary.points: expected a whole number from 1 on, found nothing'],
    [
      'half a point',
      { latinHypercube: { a: range }, points: 1.5 },
      'vary.points: expected a whole number from 1 on, found 1.5',
    ],
    [
      'a seed that is no number',
      { sobol: { a: range }, points: 2, seed: 'x' },
      "vary.seed: expected a whole number from 0 on, found 'x'",
    ],
    [
      'one value in ratios',
      { a: { logRange: { from: 1, to: 2, count: 1 } } },
      'vary.a.logRange.count: expected a whole number from 2 on, found 1',
    ],
    [
      'two axes on one path',
      [{ a: [1] }, { zip: { b: [1], a: [2] } }],
      "vary.0.a: two axes change 'a'; each path is changed by one",
    ],
    [
      'a path in another',
      { 'a.b.c': [1], 'a.b': ['x'] },
      "vary.a.b.c: two axes change 'a.b.c': one does so itself, and one changes 'a.b', which holds it",
    ],
    ['a derived path in another', { 'a.b': ['x'], 'a.b.c': { derive: '1' } }, "vary.a.b.c: two axes change 'a.b.c'"],
    [
      'two columns of one name',
      { a: { grid: [1], as: 'x' }, b: { grid: [1], as: 'x' } },
      "vary.b: the column cannot be named 'x': another axis has it; name it by 'as'",
    ],
    [
      'a column of the table itself',
      { a: { grid: [1], as: 'seed' } },
      "vary.a: the column cannot be named 'seed': every table of runs has such a column; name it by 'as'",
    ],
    [
      'a column that SQL would take for one of its own',
      { a: { grid: [1], as: 'Trace_Hash' } },
      "vary.a: the column cannot be named 'Trace_Hash': every table of runs has such a column; name it by 'as'",
    ],
    [
      'two columns that SQL would take for one',
      { a: { grid: [1], as: 'x' }, b: { grid: [1], as: 'X' } },
      "vary.b: the column cannot be named 'X': another axis has it; name it by 'as'",
    ],
    [
      'a name with a space',
      { a: { grid: [1], as: 'x y' } },
      "vary.a: the name of a column is made of letters, digits and _, not 'x y'",
    ],
    [
      'unequal lengths',
      { zip: { a: [1, 2, 3], b: [1, 2] } },
      "vary.zip: axes that go in step are of one length; 'a' has 3 values and 'b' has 2",
    ],
    [
      'points of other paths',
      { list: [{ a: 1, b: 2 }, { a: 2 }] },
      "vary.list.1: the point does not give 'b', which the first does; all points of a list give the same paths",
    ],
    [
      'points of more paths',
      { list: [{ a: 1 }, { a: 2, c: 3 }] },
      "vary.list.1: the point gives 'c', which the first does not; all points of a list give the same paths",
    ],
    [
      'a name for no path',
      { list: [{ alpha: 1 }], as: { alhpa: 'x' } },
      "vary.as: 'alhpa' is no path of the list; expected one of alpha (did you mean 'alpha'?)",
    ],
    [
      'a point twice',
      { list: [{ a: 1 }, { a: 2 }, { a: 1 }] },
      'vary.list: the points 1 and 3 are the same; each point stands once',
    ],
    [
      'a range that goes down',
      { sobol: { a: { from: 2, to: 1 } }, points: 2 },
      'vary.sobol.a: a range goes up, and 2 is not below 1',
    ],
    [
      'ratios from zero',
      { a: { logRange: { from: 0, to: 1, count: 3 } } },
      'vary.a: values in ratios start above zero, not at 0',
    ],
    [
      'a log range from below zero',
      [{ morris: { a: { from: -1, to: 1, log: true } }, trajectories: 2, levels: 4 }],
      'vary.0.morris.a: values in ratios start above zero, not at -1',
    ],
    [
      'ends that differ in units',
      { latinHypercube: { a: { from: '1 bp', to: '1%' } }, points: 2 },
      'vary.latinHypercube.a: the ends 1 bp and 1% differ in their units (bp and %)',
    ],
    [
      'values that differ in units',
      { a: ['1 bp', 2] },
      'vary.a: the values differ in their units (bp and no unit); write them all in one',
    ],
    [
      'a range between words',
      { sobol: { a: { from: 'low', to: 'high' } }, points: 2 },
      "vary.sobol.a: a range goes between two finite numbers, and 'low' is none",
    ],
    [
      'whole numbers between others',
      { sobol: { a: { from: 0.5, to: 2, integer: true } }, points: 2 },
      'vary.sobol.a: a range of whole numbers goes between whole numbers, not from 0.5 to 2',
    ],
    ['a value twice', { a: [1, 2, 1] }, 'vary.a: the value 1 stands twice; each value of an axis stands once'],
    [
      'a value in two forms',
      { a: ['5 bp', '5.0bp'] },
      'vary.a: the values 5 bp and 5.0bp are the same; each value of an axis stands once',
    ],
    [
      'no power of two',
      [{ sobol: { a: range }, points: 100 }],
      'vary.0.points: a sobol design has a power of two of points, such as 64 or 128, not 100; others are not balanced',
    ],
    [
      'no power of two of base points',
      { saltelli: { a: range }, points: 1000 },
      'vary.points: a saltelli design has a power of two of points, such as 512 or 1024, not 1000',
    ],
    [
      'odd levels',
      { morris: { a: range }, trajectories: 2, levels: 5 },
      'vary.levels: a morris design has an even number of levels, not 5',
    ],
    [
      'too many dimensions',
      { sobol: axes(129), points: 2 },
      'vary.sobol: a sobol design has at most 128 axes, not 129',
    ],
    [
      'too many dimensions for indices',
      { saltelli: axes(65), points: 2 },
      'vary.saltelli: a saltelli design has at most 64 axes, not 65',
    ],
    [
      'too many points',
      Object.fromEntries(Array.from({ length: 16 }, (_, axis) => [`x${axis}`, ten])),
      'vary: the axes cross to about 1.0e+16 points; points are counted up to 9007199254740991',
    ],
    [
      'an expression that cannot be read',
      { a: [1], b: { derive: 'a *' } },
      "vary.b: the expression 'a *' cannot be read",
    ],
    [
      'an unknown name',
      { 'x.drop': [1], b: { derive: 'drpo * 2' } },
      "vary.b: the expression 'drpo * 2' reads the unknown name 'drpo'; known are drop (did you mean 'drop'?)",
    ],
    [
      'an ambiguous name',
      { 'x.drop': [1], 'y.drop': [1], b: { derive: 'drop' } },
      "vary.b: the expression 'drop' reads 'drop', which may be x.drop or y.drop; name one by 'as'",
    ],
    [
      'a text in an expression',
      { use: ['x'], b: { derive: 'use' } },
      "vary.b: the expression 'use' reads 'use', whose values are texts",
    ],
    [
      'an expression that reads itself',
      { b: { derive: 'b + 1' } },
      "vary.b: the expression 'b + 1' reads the unknown name 'b'; known are none",
    ],
    [
      'an expression without a number',
      { a: [1, 0], b: { derive: '1 / a' } },
      "vary.b: the expression '1 / a' gives Infinity, which is not a finite number at a = 0",
    ],
  ])('%s', async (_, vary, sentence) => {
    const failure = makeDesign(vary as Vary);
    await expect(failure).rejects.toThrow(DesignError);
    await expect(failure).rejects.toThrow(sentence);
  });
});

describe('the schema', () => {
  const study = z.strictObject({ vary: varySchema });

  test('takes what is well formed as it is', () => {
    const text = 'vary:\n  - {a.b: [1, 2]}\n  - {sobol: {c: {from: 5 bp, to: 20 bp}}, points: 8}\n';
    expect(documentFromText(text, 'study.yaml', study).value.vary).toEqual([
      { 'a.b': [1, 2] },
      { sobol: { c: { from: '5 bp', to: '20 bp' } }, points: 8 },
    ]);
  });

  test('knows the line of what is not', () => {
    expect(() =>
      documentFromText(
        'vary:\n  - {a.b: [1, 2]}\n  - {sobol: {c: {from: 0, to: 1}}, points: 0}\n',
        'study.yaml',
        study,
      ),
    ).toThrow('study.yaml:3:44: vary.1.points: expected a whole number from 1 on, found 0');
  });

  test('knows the line of an unknown key and the nearest name', () => {
    const text = 'vary:\n  - a.b: [1, 2]\n  - sobol: {c: {from: 0, to: 1}}\n    pionts: 4\n';
    expect(() => documentFromText(text, 'study.yaml', study)).toThrow(
      "study.yaml:4:5: vary.1: unknown key 'pionts'; expected one of sobol, points, seed (did you mean 'points'?)",
    );
  });

  test('leaves to the design what takes a sentence of its own', async () => {
    const { value, mistake } = documentFromText('vary:\n  a.b: []\n', 'study.yaml', study);
    const error = (await makeDesign(value.vary).catch((reason: unknown) => reason)) as DesignError;
    expect(mistake(['vary', ...error.path], error.mistake).message).toBe(
      'study.yaml:2:8: vary.a.b: the axis is empty; it takes at least one value',
    );
  });

  test('and the error of a design knows the path by which a document finds the line', async () => {
    const document = documentFromText('vary:\n  a.b: [1]\n  a.b.c: [2]\n', 'study.yaml', study);
    const error = await makeDesign(document.value.vary).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RangeError);
    const { path, mistake } = error as DesignError;
    expect(document.mistake(['vary', ...path], mistake).message).toBe(
      "study.yaml:3:10: vary.a.b.c: two axes change 'a.b.c': one does so itself, and one changes 'a.b', which holds it",
    );
  });
});
