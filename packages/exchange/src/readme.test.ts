import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import * as kernel from '@ebb/kernel';
import * as ledger from '@ebb/ledger';
import * as exchange from './index.ts';

test('the example of the README prints what it says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/^import (\{.*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  const promised = [...example.matchAll(/\/\/ (\d[\d. ]*)$/gm)].map((match) => match[1]);
  const printed: string[] = [];
  const run = new Function('modules', 'console', body) as (modules: object, console: object) => void;
  const modules = { '@ebb/kernel': kernel, '@ebb/ledger': ledger, '@ebb/exchange': exchange };
  run(modules, { log: (...words: unknown[]) => printed.push(words.join(' ')) });
  expect(promised).toHaveLength(2);
  expect(printed).toEqual(promised);
});
