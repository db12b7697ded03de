import { pegSuite } from '@ebb/testkit';
import vaultBacked from './vault-backed.ts';

pegSuite(vaultBacked, {
  actions: { bid: (rng, coins) => [1 + Math.floor(rng.uniform() * 5), 0.1, coins * rng.uniform()] },
});
