import { p, parameters } from '@ebb/sdk';

/** What a staked token takes of a scenario. */
export const stakeParameters = parameters({
  asset: p.asset({ describe: 'What is staked; the reference when absent.' }).optional(),
  rate: p.number({ describe: 'Staked units that a coin is worth at the start.', default: 1, min: 0.000001 }),
  yield: p.fraction({
    describe: 'Rewards of a year, of what is staked; paid from the pot `rewards`.',
    default: '3%',
    min: 0,
  }),
  rewardEvery: p.duration({ describe: 'Time between two rewards.', default: '1 d', min: '1 s' }),
  buffer: p.fraction({ describe: 'Part of what coins are worth that is not staked.', default: '5%', min: 0, max: 1 }),
  churn: p.fraction({
    describe: 'Part of what coins are worth that may begin to leave in an epoch.',
    default: 1 / 65_536,
    min: 0,
  }),
  minChurn: p.number({ describe: 'Staked units that may begin to leave in every epoch at least.', default: 1, min: 0 }),
  epoch: p.duration({ describe: 'Length of such an epoch.', default: '384 s', min: '1 s' }),
  unbonding: p.duration({ describe: 'From the beginning of an exit to its money.', default: '98304 s' }),
  sweep: p.duration({ describe: 'On top of it, uniform from 0 to this.', default: '9 d' }),
  slashShare: p.fraction({ describe: 'Part of what is staked that is slashed, once.', default: 0, min: 0, max: 1 }),
  slashAfter: p.duration({ describe: 'Time from the start to the slashing.', default: 0 }),
});
