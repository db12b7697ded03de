import { describe } from '@jest/globals';
import { pegSuite } from '@ebb/testkit';
import algorithmic from './algorithmic.ts';
import fiatReserve from './fiat-reserve.ts';
import stakedToken from './staked-token.ts';

describe('with money at hand', () => pegSuite(fiatReserve));

describe('with a bank that fails and is opened again', () => {
  pegSuite(fiatReserve, {
    params: { opens: '11 h', stuckShare: '20%', stuckAfter: '3 min', stuckFor: '4 min' },
    issuer: { redeem: { fee: '5 bp' } },
  });
});

describe('with an exit queue that lets nobody out in time', () => pegSuite(stakedToken));

describe('with rewards, a slashing and a queue that moves', () => {
  pegSuite(stakedToken, {
    params: {
      ...{ asset: 'ETH', rate: 1.08, yield: '500%', rewardEvery: '1 min', slashShare: '5%', slashAfter: '6 min' },
      ...{ churn: '10%', epoch: '20 s', unbonding: '30 s', sweep: '30 s' },
    },
    issuer: { reference: 'USDT', pots: { rewards: { ETH: 0.01 } } },
    yields: 1e-3,
  });
});

describe('with pools at rest', () => pegSuite(algorithmic));
