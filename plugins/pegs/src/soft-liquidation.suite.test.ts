import { pegSuite } from '@ebb/testkit';
import softLiquidation from './soft-liquidation.ts';

pegSuite(softLiquidation, {
  actions: {
    exchange: (rng, coins) => (rng.uniform() < 0.5 ? [1, coins * rng.uniform(), 0] : [-1, rng.uniform(), 0]),
    liquidate: (rng) => [Math.floor(rng.uniform() * 20)],
  },
});
