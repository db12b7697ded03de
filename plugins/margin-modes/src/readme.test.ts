import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import tieredCross from './tiered-cross.ts';
import tieredIsolated from './tiered-isolated.ts';
import unifiedMargin from './unified-margin.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([tieredCross, tieredIsolated, unifiedMargin])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    expect(readme).toContain(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) expect(readme).toContain(`| \`${key}\` |`);
  },
);
