import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Reader } from './reader.ts';
import type { Ran } from './reader.ts';

let reader: Reader;
let ran: readonly Ran[];
beforeAll(async () => {
  reader = await Reader.begin();
  ran = await reader.follow(readFileSync(path.join(import.meta.dirname, 'how-to/share-and-verify.md'), 'utf8'));
}, 300_000);
afterAll(() => reader.end());

const told = (beginning: string): string =>
  ran.find(({ command }) => command.startsWith(`npx ebb ${beginning}`))?.stdout ?? '';
/** The hash that a bundle is told by. */
const contentIn = (text: string): string => /content ([0-9a-f]{64})/.exec(text)![1];

test('someone who shares what was played has each command do what the page says', () => {
  expect(ran.filter(({ code }) => code !== 0)).toEqual([]);
  expect(readFileSync(path.join(reader.folder, 'tutorial-odd.md'), 'utf8')).toContain('## 7. Submodels');
  for (const file of ['size.tgz', 'tutorial-seed1.tgz', 'scenario.tgz']) {
    expect(existsSync(path.join(reader.folder, file))).toBe(true);
  }
});

test('whoever verifies it is told the same content, and that the runs are the same', () => {
  expect(contentIn(told('verify size.tgz'))).toBe(contentIn(told('bundle size')));
  expect(told('verify size.tgz')).toContain('verified: 3 of 8 runs played again, the same to the last bit');
  expect(contentIn(told('verify tutorial'))).toBe(contentIn(told('bundle runs/tutorial')));
  expect(told('verify tutorial')).toContain('verified: its run played again, the same to the last bit');
});
