import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import conversionRate from './conversion-rate.ts';
import crossRateBlend from './cross-rate-blend.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([conversionRate, crossRateBlend])('the README tells $name and its parameters', ({ name, params }) => {
  expect(readme).toContain(`## \`${name}\``);
  for (const key of Object.keys(params.shape)) expect(readme).toContain(`| \`${key}\` |`);
});
