import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { definePlugin, parameters } from '@ebb/sdk';
import type { Plugin } from '@ebb/sdk';
import { playAudited } from '@ebb/testkit';
import algorithmic from './algorithmic.ts';
import fiatReserve from './fiat-reserve.ts';
import softLiquidation from './soft-liquidation.ts';
import stakedToken from './staked-token.ts';
import vaultBacked from './vault-backed.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const WORLD = `
version: 1
start: 2023-03-10T15:00:00Z
until: 1 min
venues:
  alpha: { instruments: { LUNA/USDT: { kind: spot, tick: 0.01, lot: 0.01 } } }
  chain: { instruments: { ETH/USDT: { kind: spot, tick: 0.01, lot: 0.01 } } }
agents:
  nobody: { use: nobody, wallets: { chain: { USDT: 1 } } }
`;
const ASSETS = { USDT: '{ decimals: 4 }', ETH: '{ decimals: 4 }', LUNA: '{ decimals: 2 }' };

class Nobody {}
const nobody = definePlugin({
  ...{ kind: 'agent', name: 'nobody', version: '1.0.0', params: parameters({}), use: Nobody },
  summary: 'Does nothing at all.',
});

test.each<Plugin>([fiatReserve, stakedToken, algorithmic, vaultBacked, softLiquidation])(
  'the example of $name in the README runs',
  async (peg) => {
    const section = readme.split(/^## /m).find((part) => part.startsWith(`\`${peg.name}\``))!;
    const example = /```yaml\nassets:\n([\s\S]*?)```/.exec(section)![1];
    const others = Object.entries(ASSETS).filter(([name]) => !example.includes(`  ${name}: {`));
    const assets = others.map(([name, written]) => `  ${name}: ${written}\n`).join('');
    const run = await playAudited(`${WORLD}assets:\n${assets}${example}`, { plugins: [peg, nobody], record: 'none' });
    expect(run.manifest.events).toBeGreaterThan(5);
  },
);
