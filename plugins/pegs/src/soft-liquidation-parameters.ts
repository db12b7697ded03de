import { p, parameters } from '@ebb/sdk';

/** What a coin that is lent against collateral in bands takes of a scenario. */
export const softLiquidationParameters = parameters({
  collateral: p.asset({ describe: 'What loans pledge.', default: 'ETH' }),
  amplification: p.number({ describe: 'A: a band is 1 ÷ A of its price wide.', default: 100, min: 2, max: 10_000 }),
  bands: p.integer({ describe: 'Bands that a loan is spread over.', default: 10, min: 4, max: 50 }),
  fee: p.fraction({ describe: 'Least fee of a trade with the bands.', default: '0.6%', min: 0, max: 0.5 }),
  loanDiscount: p.fraction({
    describe: 'Part of the collateral on which nothing is lent.',
    default: '9%',
    min: 0.001,
    max: 0.9,
  }),
  liquidationDiscount: p.fraction({
    describe: 'Part of what its bands come to that the health of a loan leaves out.',
    default: '6%',
    min: 0.001,
    max: 0.9,
  }),
  ceiling: p.number({ describe: 'Most coins of debt in all loans.', default: '100 M', min: 0 }),
  ema: p.duration({
    describe: "Time constant of the oracle's exponential mean; 0 follows at once.",
    default: '10 min',
    min: 0,
  }),
  bound: p.fraction({ describe: 'Farthest that the mean may be from the price.', default: '1%', min: 0, max: 1 }),
  rate: p.fraction({
    describe: 'Interest, a year, at par and without debt of the keeper.',
    default: '10%',
    min: 0,
    max: 3,
  }),
  sigma: p.fraction({
    describe: 'Distance of the coin from par that changes the rate by a factor of e.',
    default: '2%',
    min: 0.0001,
    max: 1,
  }),
  target: p.fraction({
    describe: "Keeper's part of all debt that divides the rate by e.",
    default: '10%',
    min: 0.0001,
    max: 1,
  }),
  pool: p
    .market({
      describe:
        'Pool of the coin where the keeper works; when absent, the first one of the coin against the reference.',
    })
    .optional(),
  keeperDelay: p.duration({ describe: 'Least time between two of its actions.', default: '12 s', min: '1 s' }),
  keeperShare: p.fraction({
    describe: "Part of the difference between the pool's reserves that it provides or withdraws.",
    default: '20%',
    min: 0,
    max: 0.5,
  }),
  keeperCap: p.number({ describe: 'Most coins that it may have made; 0 is no keeper.', default: '10 M', min: 0 }),
});
