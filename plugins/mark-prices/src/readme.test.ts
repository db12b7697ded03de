import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import indexEma from './index-ema.ts';
import lastPrice from './last-price.ts';
import medianOfThree from './median-of-three.ts';
import oracleMedian from './oracle-median.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([indexEma, lastPrice, medianOfThree, oracleMedian])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    expect(readme).toContain(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) expect(readme).toContain(`| \`${key}\` |`);
  },
);
