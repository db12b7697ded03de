import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import lognormalLatency from './lognormal-latency.ts';
import makerTaker from './maker-taker.ts';
import meteredTransfer from './metered-transfer.ts';
import oneASecond from './one-a-second.ts';
import timedTransfer from './timed-transfer.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([lognormalLatency, makerTaker, oneASecond, timedTransfer, meteredTransfer])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    const [, section = ''] = readme.split(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) {
      expect(section.split('\n## ')[0]).toMatch(new RegExp(`^\\| \`${key}[\`.]`, 'm'));
    }
  },
);
