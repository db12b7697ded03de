import { expect, test } from '@jest/globals';
import { agentsIn, parametersIn } from './plugin-readme.ts';

const WORLD = `
version: 1
start: 2025-10-10T12:00:00Z
until: 10 min
assets: { USD: { decimals: 4 }, BTC: { decimals: 6 } }
venues: { usd: { instruments: { BTC/USD: { kind: spot, tick: 0.1, lot: 0.001 } } } }
`;
const EXAMPLE = [
  '| parameter | unit |\n|---|---|\n| `size` | BTC |\n| `fast`, `slow` | duration |\n',
  '```yaml\nagents:\n  some: { use: a-plugin, count: 2, wallets: { usd: { USD: 1 k } }, params: { size: 2 k } }\n```\n',
].join('\n');

test('finds the parameters and the agents that a README shows', async () => {
  expect(parametersIn(EXAMPLE)).toEqual(['fast', 'size', 'slow']);
  expect(await agentsIn(EXAMPLE, WORLD)).toEqual([{ use: 'a-plugin', params: { size: '2 k' } }]);
});

test('refuses an example that is no scenario', async () => {
  await expect(agentsIn(EXAMPLE.replace('count', 'cuont'), WORLD)).rejects.toThrow(/cuont/);
  await expect(agentsIn('no example', WORLD)).rejects.toThrow(/no example/);
});
