import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import algorithmic from './algorithmic.ts';
import fiatReserve from './fiat-reserve.ts';
import softLiquidation from './soft-liquidation.ts';
import stakedToken from './staked-token.ts';
import syntheticDollar from './synthetic-dollar.ts';
import vaultBacked from './vault-backed.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([algorithmic, fiatReserve, softLiquidation, stakedToken, syntheticDollar, vaultBacked])(
  'the README tells $name and its parameters',
  ({ name, params }) => {
    expect(readme).toContain(`## \`${name}\``);
    for (const key of Object.keys(params.shape)) expect(readme).toContain(`| \`${key}\` |`);
  },
);
