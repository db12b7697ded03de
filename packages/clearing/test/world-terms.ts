import { defineAssets, defineInstruments } from '@ebb/ledger';
import type { Asset, Instrument, PerpInstrument, SpotInstrument } from '@ebb/ledger';

/** The assets of test worlds by index; all of them without decimals, the first that of settlement. */
export const symbols = ['USD', 'A', 'B', 'C'];

/** Index of the settlement asset. */
export const SETTLE = 0;

/** What a test world lists. */
export interface WorldTerms {
  readonly assets: readonly Asset[];
  /** Linear perpetuals on A, B and C, the inverse one on A, then the spot markets of A, B and C. */
  readonly instruments: readonly Instrument[];
  readonly linear: readonly PerpInstrument[];
  readonly inverse: PerpInstrument;
  readonly spots: readonly SpotInstrument[];
}

/** Defines assets and instruments of a test world anew. */
export function terms(): WorldTerms {
  const assets = defineAssets(symbols.map((symbol) => ({ symbol, decimals: 0 })));
  const common = { venue: 0, tick: 1, lot: 1 };
  const coins = symbols.slice(1);
  const instruments = defineInstruments(assets, [
    ...coins.map((coin, i) => ({
      ...common,
      kind: 'perp' as const,
      symbol: `${coin}/USD:USD`,
      multiplier: [1, 7, 3][i],
    })),
    { ...common, kind: 'perp', symbol: 'A/USD:A', multiplier: 10_000 },
    ...coins.map((coin) => ({ ...common, kind: 'spot' as const, symbol: `${coin}/USD` })),
  ]);
  const linear = instruments.slice(0, coins.length) as PerpInstrument[];
  const inverse = instruments[coins.length] as PerpInstrument;
  const spots = instruments.slice(coins.length + 1) as SpotInstrument[];
  return { assets, instruments, linear, inverse, spots };
}
