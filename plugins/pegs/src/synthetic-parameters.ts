import { p, parameters } from '@ebb/sdk';

/** What a synthetic dollar holds and sells, and how it is looked after. */
export const syntheticParameters = parameters({
  collateral: p.asset({
    describe: 'What it holds, and takes besides the reference; may be a staked asset.',
    default: 'ETH',
  }),
  hedge: p.asset({ describe: 'Base asset of the perpetual that it sells.', default: 'ETH' }),
  venue: p.venue({ describe: 'Where it trades both.', default: 'alpha' }),
  buffer: p.fraction({ describe: 'Share of the backing that stays liquid.', default: '30%', min: 0, max: 1 }),
  margin: p.fraction({ describe: 'Margin at the venue, as a share of the short.', default: '25%', min: 0.01, max: 1 }),
  hedgeBand: p.fraction({
    describe: 'Mismatch that it lives with, as a share of the backing.',
    default: '0.25%',
    min: 0,
  }),
  bufferBand: p.fraction({
    describe: 'Distance from the wanted holding that it lives with, as a share of the backing.',
    default: '1%',
    min: 0,
  }),
  hedgeDelay: p.duration({ describe: 'From a mismatch to its orders.', default: '10 s' }),
  depthShare: p.fraction({
    describe: 'Most of the visible depth that an order takes.',
    default: '25%',
    min: 0.001,
    max: 1,
  }),
  slippage: p.fraction({
    describe: 'How far from the best price its orders reach.',
    default: '0.5%',
    min: 0,
    max: 0.5,
  }),
  minFunding: p.fraction({
    describe: 'Funding rate of an interval below which no more money is put to work.',
    default: '-5 bp',
  }),
  settleEvery: p.duration({ describe: 'Time between two settlements with the venue.', default: '4 h', min: '1 s' }),
  fundShare: p.fraction({
    describe: 'Share of the income that goes to the reserve fund.',
    default: '10%',
    min: 0,
    max: 1,
  }),
  cooldown: p.duration({ describe: 'From unstaking to the coins.', default: '7 d' }),
});
