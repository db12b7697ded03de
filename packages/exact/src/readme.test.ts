import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as exact from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const lines = (/```ts\n([^`]*)```/.exec(readme)?.[1] ?? '').trim().split('\n');

test.each(lines)('README: %s', (line) => {
  const [, expression, value] = /^(.*); \/\/ (.*)$/.exec(line) ?? [];
  const evaluate = new Function(...Object.keys(exact), `return ${expression}`) as (...names: unknown[]) => number;
  expect(evaluate(...Object.values(exact))).toBe(Number(value));
});
