import { expect, test } from '@jest/globals';
import plugin, { VaultTakeover } from './vault-takeover.ts';

test('vault-takeover hands everything over at once, without an order or a fee', () => {
  expect(plugin).toMatchObject({ policy: 'liquidation', name: 'vault-takeover', use: VaultTakeover });
  const policy = new VaultTakeover();
  expect([policy.feePpm, policy.step()]).toEqual([0, { orders: [], otherwise: 'takeover' }]);
});
