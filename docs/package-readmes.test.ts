import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Reader } from './reader.ts';

jest.setTimeout(60_000);

const exampleOf = (name: string): string => {
  const readme = readFileSync(path.join(import.meta.dirname, '../packages', name, 'README.md'), 'utf8');
  return /```[jt]s\n([\s\S]*?)```/.exec(readme)![1];
};

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.begin();
  await reader.run('ln -s ../ebb/node_modules node_modules');
});
afterAll(() => reader.end());

test.each([
  ['engine', /^completed \d+ 16 .+\n101 2\n$/],
  ['testkit', /^\[ 'market sell 50' \]\n$/],
])('the example of %s prints what it says', async (name, expected) => {
  await reader.write(`${name}.mjs`, exampleOf(name));
  const { stdout, stderr } = await reader.run(`node ${name}.mjs`);
  expect(stderr).toBe('');
  expect(stdout).toMatch(expected);
});

test('the example of sdk is a plugin', async () => {
  await reader.write('buyer.ts', exampleOf('sdk'));
  const { code, stdout } = await reader.run('npx ebb plugins buyer --plugin ./buyer.ts');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Waits for a price and bids there.')]);
});
