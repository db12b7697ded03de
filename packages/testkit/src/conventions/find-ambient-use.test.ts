import { describe, expect, test } from '@jest/globals';
import { ambientFunctions, ambientMembers, findAmbientUse } from './find-ambient-use.ts';

const names = (source: string): string[] => findAmbientUse(source).map(({ name }) => name);

describe('findAmbientUse', () => {
  test('finds every member and function of its lists', () => {
    const members = [...ambientMembers.keys()];
    const functions = [...ambientFunctions.keys()];
    expect(names(members.map((member) => `f(${member});`).join('\n'))).toEqual(members);
    expect(names(functions.map((name) => `${name}(f);`).join('\n'))).toEqual(functions);
  });

  test.each([
    ['new Date()', 'Date()'],
    ['new Date', 'new Date'],
    ['Date()', 'Date()'],
    ['a ** b', '**'],
    ['a **= b', '**='],
    ['globalThis.setTimeout(f)', 'setTimeout'],
    ['`${Date.now()}`', 'Date.now'],
  ])('%s', (source, name) => {
    expect(names(source)).toEqual([name]);
  });

  test.each([
    'Math.sqrt(x) + Math.floor(y)',
    'new Date(0)',
    '10n ** 3n',
    'wheel.setTimeout(f)',
    'arrivals.process.next(); process.next()',
    '// Math.random()',
    "const text = 'Date.now()'",
  ])('lets %s pass', (source) => {
    expect(names(source)).toEqual([]);
  });

  test('says where it is and what to use instead', () => {
    expect(findAmbientUse('a;\nMath.random()')).toEqual([
      { name: 'Math.random', line: 2, instead: 'draw from the random stream that is injected' },
    ]);
  });
});
