import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import concentratedLiquidity from './concentrated-liquidity.ts';
import constantProduct from './constant-product.ts';
import stableswap from './stableswap.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([concentratedLiquidity, constantProduct, stableswap])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    const [, section = ''] = readme.split(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) {
      expect(section.split('\n## ')[0]).toMatch(new RegExp(`^\\| .*\`${key}[\`.]`, 'm'));
    }
  },
);
