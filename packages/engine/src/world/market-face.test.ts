import { expect, test } from '@jest/globals';
import { loadScenarioText } from '../index.ts';
import { buildWorld } from '../../test/build-world.ts';
import { idlerPlugin } from '../../test/tiny-agents.ts';
import { MarketFace } from './market-face.ts';

const scenario = `
version: 1
start: 2025-10-10T20:30:00Z
until: 60 s
assets: { USD: {decimals: 6}, constructor: {decimals: 3} }
venues:
  spot: { instruments: { constructor/USD: {kind: spot, tick: 0.01, lot: 0.1} } }
agents:
  toString: { use: idler, count: 2, wallets: {spot: {USD: 500, constructor: 7}} }
`;

test('an agent that writes to what everyone sees is stopped, and sees nothing behind it', async () => {
  const world = await buildWorld(await loadScenarioText(scenario, 'odd.yaml'), [idlerPlugin]);
  const face = world.view.market('constructor/USD@spot') as MarketFace;
  expect(() => Object.assign(face, { base: 'EVIL' })).toThrow(TypeError);
  expect(() => Object.assign(face, { quoted: 1 })).toThrow(TypeError);
  expect(Object.keys(face)).not.toContain('listing');
  expect(face.base).toBe('constructor');
  expect(MarketFace.behind(face).listing.market.id).toBe('constructor/USD@spot');
});

test('names that every object has are names like others', async () => {
  const world = await buildWorld(await loadScenarioText(scenario, 'odd.yaml'), [idlerPlugin]);
  const [account] = world.accounts.members('toString');
  expect(world.trading.balance(account, 'constructor')).toBe(7);
});
