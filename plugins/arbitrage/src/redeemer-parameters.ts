import { p, parameters } from '@ebb/sdk';

/** What a redeemer takes of a scenario. */
export const redeemerParameters = parameters({
  coin: p.asset({ describe: 'The coin, which has an issuer.' }),
  market: p.market({ describe: 'The spot market where it buys and sells the coin.' }),
  assets: p.list(p.asset({ describe: 'An asset that the issuer may take and give.' }), {
    describe:
      "What it deals in with the issuer, in this order, until something is taken; the market's quote asset when empty.",
    default: [],
  }),
  exits: p.list(p.market({ describe: 'A spot market of such an asset against the same quote asset.' }), {
    describe: 'Where it trades those of them that are not the quote asset.',
    default: [],
  }),
  size: p.number({ describe: 'Most coins in one order or request.', min: 0 }),
  edge: p.fraction({ describe: 'Gain after all costs for which it acts.', default: '10 bp' }),
  fee: p.fraction({ describe: 'What it pays to take on markets.', default: '5 bp', min: 0 }),
  counterFee: p.fraction({ describe: "The issuer's fee, which it knows.", default: 0, min: 0 }),
  exitCost: p.fraction({
    describe: 'What it expects to lose on an asset that it has to trade.',
    default: '1%',
    min: 0,
  }),
  wait: p.duration({ describe: 'Time that it expects a request to take before it has seen one.', default: 0 }),
  riskPerDay: p.fraction({ describe: 'Gain that it wants on top for each day of waiting.', default: '1%', min: 0 }),
  memory: p.duration({
    describe: 'How long its last experience of waits and payouts counts, less and less.',
    default: '30 min',
    min: '1 s',
  }),
  patience: p.duration({
    describe: 'It buys nothing while a request of its own waits longer than this.',
    default: '1 h',
  }),
  maxWaiting: p.number({ describe: 'Most coins that it has waiting with the issuer.', default: 1e12, min: 0 }),
  trust: p.fraction({
    describe: 'Least backing in the last report at which it buys; 0 is any.',
    default: 0,
    min: 0,
    max: 100,
  }),
  react: p.duration({ describe: 'Time from seeing a gap to sending.', default: '500 ms' }),
  patrol: p.duration({ describe: 'It also looks about this often.', default: '5 s', min: '100 ms' }),
  retry: p.duration({ describe: 'How long it leaves alone what was refused.', default: '1 min' }),
});
