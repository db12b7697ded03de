import type { DeleveragingCandidate, PerpInstrument, VenueTerms } from '@ebb/sdk';

/** Atoms of a settlement unit in these tests. */
export const SCALE = 100;

/** A venue that settles in USDT and has a contract that settles in BTC too. */
export const venue: VenueTerms = {
  name: 'alpha',
  settle: 'USDT',
  settleScale: SCALE,
  instruments: [],
  assets: ['USDT', 'BTC'],
  assetScales: [SCALE, 1_000],
};

export const instrument = { kind: 'perp', index: 0, symbol: 'BTC/USDT:USDT', settle: 0 } as PerpInstrument;

/** Amounts of a candidate in settlement units. */
export interface Terms {
  readonly profit?: number;
  readonly wallet?: number;
  readonly maintenance?: number;
  readonly notional?: number;
  readonly entry?: number;
  readonly mark?: number;
}

/** An account with this one position. */
export function candidate(
  account: number,
  sizeLots: number,
  { profit = 0, wallet = 100, maintenance = 1, notional = 100, entry = 100, mark = 100 }: Terms = {},
): DeleveragingCandidate {
  return {
    account,
    sizeLots,
    entryTicks: entry,
    markTicks: mark,
    positionAtoms: notional * SCALE,
    unrealisedAtoms: profit * SCALE,
    walletAtoms: wallet * SCALE,
    equityAtoms: (wallet + profit) * SCALE,
    maintenanceAtoms: maintenance * SCALE,
    notionalAtoms: notional * SCALE,
  };
}
