import { p, parameters } from '@ebb/sdk';

/** What a coin that is lent against collateral takes of a scenario. */
export const vaultParameters = parameters({
  collateral: p.asset({ describe: 'What vaults pledge.', default: 'ETH' }),
  ratio: p.number({
    describe: 'Liquidation ratio: least value of collateral to debt.',
    default: 1.5,
    min: 1,
  }),
  penalty: p.fraction({ describe: 'Added to the debt of a vault that is liquidated.', default: '13%', min: 0, max: 1 }),
  fee: p.fraction({ describe: 'Stability fee, a year.', default: '8%', min: 0, max: 10 }),
  drip: p.duration({ describe: 'How often the fee is added to debts.', default: '1 h', min: '1 s' }),
  ceiling: p.number({ describe: 'Most coins of debt in all vaults.', default: '100 M', min: 0 }),
  dust: p.number({ describe: 'Least coins of debt in a vault that has any.', default: 20, min: 0 }),
  delay: p.duration({
    describe: 'Time between two prices of the oracle, each of which counts one such time later; 0 is no delay.',
    default: '1 h',
    min: 0,
  }),
  auction: p.choice(['flip', 'dutch'], {
    describe: 'How collateral is sold: bids go up and then lots go down, or the price goes down.',
    default: 'flip',
  }),
  lot: p.number({
    describe: 'Most collateral in one auction; 0 sells a vault in one lot.',
    default: 50,
    min: 0,
  }),
  hole: p.number({ describe: 'Most coins that open auctions are to raise at a time.', default: '100 M', min: 0 }),
  beg: p.fraction({ describe: 'Least improvement of a bid in a flip auction.', default: '3%', min: 0, max: 1 }),
  ttl: p.duration({ describe: 'Life of the best bid in a flip auction.', default: '10 min', min: '1 s' }),
  tau: p.duration({ describe: 'Longest time of a flip auction.', default: '2 d', min: '1 s' }),
  buf: p.number({ describe: "First price of a dutch auction over the oracle's.", default: 1.3, min: 1 }),
  step: p.duration({ describe: 'Time between two prices of a dutch auction.', default: '90 s', min: '1 s' }),
  cut: p.fraction({ describe: 'What is left of the price at each step.', default: '99%', min: 0.01, max: 1 }),
  tail: p.duration({ describe: 'Time after which a dutch auction begins again.', default: '140 min', min: '1 s' }),
  cusp: p.fraction({
    describe: 'Share of the first price below which a dutch auction begins again.',
    default: '40%',
    min: 0,
    max: 1,
  }),
  psmCap: p.number({
    describe: 'Most coins that may be out against the reference, one for one; 0 is no such door.',
    default: 0,
    min: 0,
  }),
  tin: p.fraction({ describe: 'Cost of a coin at that door.', default: 0, min: 0, max: 0.5 }),
  tout: p.fraction({ describe: 'Cost of the reference at that door.', default: 0, min: 0, max: 1 }),
});
