import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as house from './index.ts';

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```ts\nimport (\{[^}]*\}) from '@ebb\/ledger';\n([\s\S]*?)```/g)];

function printedBy([, names, body]: RegExpExecArray): unknown[] {
  const printed: unknown[] = [];
  const run = new Function('house', 'console', `'use strict'; const ${names} = house; ${body}`);
  run(house, { log: (value: unknown) => printed.push(value) });
  return printed;
}

test('the examples in the README print what they say', () => {
  expect(examples.map(printedBy)).toEqual([
    [[4_900_000, 5_100_000], 'Every atom is accounted for in 2 assets.'],
    [-1_000_000, 200_000],
  ]);
});
