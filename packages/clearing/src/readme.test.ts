import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as ledger from '@ebb/ledger';
import * as clearing from './index.ts';

test('the example in the README prints what it says', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example =
    /```ts\nimport (\{.*\}) from '@ebb\/clearing';\nimport (\{.*\}) from '@ebb\/ledger';\n([\s\S]*?)```/.exec(text);
  if (!example) throw new Error('the README has no example');
  const [, ours, theirs, body] = example;
  const printed: unknown[][] = [];
  const run = new Function(
    'clearing',
    'ledger_',
    'console',
    `const ${ours} = clearing; const ${theirs} = ledger_; ${body}`,
  );
  run(clearing, ledger, { log: (...values: unknown[]) => printed.push(values) });
  expect(printed).toEqual([[false, true], [10_000, 18_900], [[0]], [104_445]]);
});
