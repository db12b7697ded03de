import { describe, expect, test } from '@jest/globals';
import { findImports } from './find-imports.ts';

describe('findImports', () => {
  test.each([
    ["import { a } from 'x';", 'x', false],
    ["import a, { b as c } from 'x'", 'x', false],
    ["import type { A } from 'x'", 'x', true],
    ["import type from 'x'", 'x', false],
    ["import 'x'", 'x', false],
    ["export * from 'x'", 'x', false],
    ["export type { A } from 'x'", 'x', true],
    ["export { a } from 'x'", 'x', false],
    ["const a = await import('x')", 'x', false],
    ["let a: import('x').A", 'x', false],
    ["import a = require('x')", 'x', false],
    ['import {\n  a,\n  b,\n} from "x"', 'x', false],
  ])('%s', (source, specifier, typeOnly) => {
    expect(findImports(source)).toEqual([expect.objectContaining({ specifier, typeOnly })]);
  });

  test.each([
    "// import 'x'",
    "const text = `import { a } from 'x'`;",
    `const text = "import 'x'";`,
    "Array.from('x')",
    "hooks.import('x')",
    "const from = 'x'; const a = { from: 'x' }",
  ])('finds nothing in %s', (source) => {
    expect(findImports(source)).toEqual([]);
  });

  test('names the line of the specifier', () => {
    expect(findImports("\nimport {\n a } from 'x';\nimport 'y';").map(({ line }) => line)).toEqual([3, 4]);
  });
});
