import { p, parameters } from '@ebb/sdk';

/** What the market module takes of a scenario. */
export const marketModuleParameters = parameters({
  second: p.asset({
    describe: "The coin that is made and unmade against this one: among 'alsoIssues'.",
    default: 'LUNA',
  }),
  market: p.market({ describe: 'Where its price comes from.', default: 'LUNA/USDT@alpha' }),
  votePeriod: p.duration({ describe: 'Time over which that price is averaged.', default: '30 s', min: '1 ms' }),
  basePool: p.number({
    describe: 'Size of the virtual pool, in units of the reference.',
    default: '50 M',
    min: 0.000001,
  }),
  recovery: p.integer({
    describe: 'PoolRecoveryPeriod: blocks in which the pool forgets a swap.',
    default: 36,
    min: 1,
  }),
  block: p.duration({ describe: 'Time of a block.', default: '6 s', min: '1 ms' }),
  minSpread: p.fraction({ describe: 'Least cost of a swap.', default: '0.5%', min: 0, max: 1 }),
  ceiling: p.number({
    describe: 'Most units of the second coin in other hands; redemptions that would make more are refused.',
    default: 1e13,
    min: 0,
  }),
  secondCounts: p.fraction({
    describe: "Part of the second coin's market value that counts as assets in the backing.",
    default: '100%',
    min: 0,
    max: 1,
  }),
});
