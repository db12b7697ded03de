import { p, parameters } from '@ebb/sdk';

/** What a trader with bands takes of a scenario. */
export const bandArbitrageurParameters = parameters({
  coin: p.asset({ describe: 'The coin whose issuer lends it against collateral in bands.' }),
  market: p.market({ describe: 'The spot market of the collateral.' }),
  coinMarket: p.market({ describe: 'The spot market or pool of the coin, in the same quote asset.' }),
  maxSize: p.number({ describe: 'Most collateral in one trade.', min: 0 }),
  capital: p.number({
    describe: 'Coins that it keeps ready, and buys up to; what it had first, when that is more.',
    default: 0,
    min: 0,
  }),
  fee: p.fraction({ describe: 'What it pays to take on the market of the collateral.', default: '5 bp', min: 0 }),
  coinFee: p.fraction({
    describe: 'What it pays to take on the market of the coin, beyond the price shown.',
    default: 0,
    min: 0,
  }),
  minEdge: p.fraction({ describe: 'Gain after fees for which it trades.', default: '10 bp' }),
  slippage: p.fraction({
    describe: 'How far from the best price its orders on markets reach.',
    default: '30 bp',
    min: 0,
    max: 0.5,
  }),
  premium: p.fraction({ describe: 'Most above par that it pays for coins.', default: '5%', min: 0 }),
  liquidates: p.flag({ describe: 'Whether it liquidates loans that have failed.', default: true }),
  react: p.duration({ describe: 'Time from seeing a price to sending.', default: '1 s' }),
  patrol: p.duration({ describe: 'It also looks about this often.', default: '10 s', min: '100 ms' }),
  retry: p.duration({ describe: 'How long it leaves alone a loan that was refused.', default: '1 min' }),
  rebalance: p.duration({
    describe: 'How often it looks whether to send something to another venue.',
    default: '1 min',
    min: '1 s',
  }),
  lowWater: p.fraction({
    describe: 'A venue with less than this part of its even share of an asset is sent some.',
    default: '50%',
    min: 0,
    max: 1,
  }),
});
