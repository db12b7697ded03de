import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import premiumIndex from './premium-index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README tells premium-index and its parameters', () => {
  expect(readme).toContain('## `premium-index`');
  for (const key of Object.keys(premiumIndex.params.shape)) expect(readme).toContain(`| \`${key}\` |`);
});
