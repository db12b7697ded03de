import type { FundView, PerpInstrument, PositionView, VenueTerms } from '@ebb/sdk';

/** Of a linear contract a lot at a tick is worth 10 atoms of USDT; of the inverse one a lot at 1 tick is worth 10⁹ of BTC. */
export const linear = {
  kind: 'perp',
  index: 0,
  symbol: 'BTC/USDT:USDT',
  settle: 0,
  inverse: false,
  atomsPerTickLot: 10,
} as PerpInstrument;
export const inverse = {
  kind: 'perp',
  index: 1,
  symbol: 'BTC/USD:BTC',
  settle: 1,
  inverse: true,
  atomsPerTickLot: 0,
  valuePerLotTick: 1e9,
} as PerpInstrument;

export const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: 100,
  instruments: [linear, inverse],
  assets: ['USDT', 'BTC'],
  assetScales: [100, 1e8],
};

/** A long of 5 lots at a mark of 100 ticks, worth 5,000 atoms. */
export const long: PositionView = {
  kind: 'position',
  instrument: linear,
  sizeLots: 5,
  markTicks: 100,
  bankruptcyTicks: 100,
  notionalAtoms: 5_000,
  unrealisedAtoms: -900,
  maintenanceAtoms: 250,
};

/** A fund of 1,000 atoms that holds nothing. */
export const fund: FundView = {
  balanceAtoms: 1_000,
  equityAtoms: 1_000,
  maintenanceAtoms: 0,
  initialBalanceAtoms: 1_000,
  peakBalanceAtoms: 1_000,
};
