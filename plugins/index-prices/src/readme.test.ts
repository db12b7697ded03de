import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import flooredIndex from './floored-index.ts';
import ownBook from './own-book.ts';
import redemptionRate from './redemption-rate.ts';
import twapIndex from './twap-index.ts';
import weightedSpot from './weighted-spot.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([flooredIndex, ownBook, redemptionRate, twapIndex, weightedSpot])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    expect(readme).toContain(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) expect(readme).toContain(`| \`${key}\` |`);
  },
);
