import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as house from './index.ts';

test('the example in the README prints what it says', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\nimport (\{[^}]*\}) from '@ebb\/ledger';\n([\s\S]*?)```/.exec(text);
  if (!example) throw new Error('the README has no example');
  const [, names, body] = example;
  const printed: unknown[] = [];
  const run = new Function('house', 'console', `'use strict'; const ${names} = house; ${body}`);
  run(house, { log: (value: unknown) => printed.push(value) });
  expect(printed).toEqual([[4_900_000, 5_100_000], 'Every atom is accounted for in 2 assets.']);
});
