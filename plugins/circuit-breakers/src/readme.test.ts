import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import cancelOnlyHalt from './cancel-only-halt.ts';
import liquidationThrottle from './liquidation-throttle.ts';
import priceBand from './price-band.ts';
import volatilityHalt from './volatility-halt.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([cancelOnlyHalt, liquidationThrottle, priceBand, volatilityHalt])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    const [, section = ''] = readme.split(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) expect(section.split('\n## ')[0]).toContain(`| \`${key}\` |`);
  },
);
