import type {
  AccountView,
  AssetView,
  Instrument,
  PerpInstrument,
  PositionView,
  SpotInstrument,
  VenueTerms,
} from '@ebb/sdk';

const perpOf = (index: number, symbol: string, settle: number): PerpInstrument =>
  ({ kind: 'perp', index, symbol, settle, inverse: settle === 1 }) as PerpInstrument;

const perps = [0, 1, 2, 3].map((index) => perpOf(index, `X${index}/USDT:USDT`, 0));
const inverse = perpOf(4, 'BTC/USD:BTC', 1);
const spots = ['BTC', 'USDe', 'SOL'].map(
  (base, index) => ({ kind: 'spot', index: 5 + index, symbol: `${base}/USDT` }) as SpotInstrument,
);

/** A venue with 100 atoms in a USDT, four linear perpetuals, one that settles in BTC, and three spot markets. */
export const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: 100,
  instruments: [...perps, inverse, ...spots],
  assets: ['USDT', 'BTC', 'USDe', 'SOL', 'DUST'],
  assetScales: [100, 1e8, 100, 100, 100],
};

/** A position in the perpetual of an index, worth so many atoms at a mark of 1,000 ticks. */
export function position(
  index: number,
  sizeLots: number,
  notionalAtoms: number,
  patch: Partial<PositionView> = {},
): PositionView {
  return {
    kind: 'position',
    instrument: index === inverse.index ? inverse : perps[index],
    sizeLots,
    markTicks: 1_000,
    bankruptcyTicks: 900,
    notionalAtoms,
    unrealisedAtoms: -10,
    maintenanceAtoms: 5,
    ...patch,
  };
}

/** A holding (or debt) of an asset, with a market when it is BTC, USDe or SOL (1 to 3). */
export function holding(asset: number, lots: number, valueAtoms: number, patch: Partial<AssetView> = {}): AssetView {
  const market = spots[asset - 1] ?? null;
  return {
    kind: 'asset',
    asset,
    atoms: lots * 10,
    valueAtoms,
    marginAtoms: valueAtoms,
    market,
    lots: market === null ? 0 : lots,
    ...patch,
  };
}

/** A failing account with these positions and assets, ranked as given; a book is 1,000 lots deep everywhere. */
export function account(
  reducibles: readonly (PositionView | AssetView)[],
  patch: Partial<AccountView> = {},
): AccountView {
  return {
    account: 7,
    mode: 'unified',
    equityAtoms: 90,
    marginAtoms: 90,
    maintenanceAtoms: 100,
    positions: reducibles.filter((each) => each.kind === 'position'),
    assets: reducibles.filter((each) => each.kind === 'asset'),
    ranked: reducibles,
    step: 0,
    nowMs: 1_000_000,
    sinceMs: 1_000_000,
    depthLots: (_instrument: Instrument) => 1_000,
    ...patch,
  };
}

/** What a test says of orders: the market's symbol, the signed lots and the limit. */
export function summary(
  orders: readonly { readonly instrument: Instrument; readonly signedLots: number; readonly limit: unknown }[],
): unknown[][] {
  return orders.map(({ instrument, signedLots, limit }) => [instrument.symbol, signedLots, limit]);
}
