export { defineAssets, type Asset, type AssetDeclaration } from './asset.ts';
export { ConservationReport, type AssetConservation, type ClassBalance } from './conservation.ts';
export {
  defineInstruments,
  notionalAtoms,
  positionValueAtoms,
  settleAssetOf,
  type Instrument,
  type InstrumentDeclaration,
  type PerpInstrument,
  type SpotInstrument,
} from './instrument.ts';
export { Ledger } from './ledger.ts';
export { createLedgerStorage, type LedgerStorage } from './ledger-storage.ts';
export { NO_POSITION } from './position-slots.ts';
export { Positions } from './positions.ts';
export { atomsAtOrBelow, lotsAtOrBelow, priceOf, sizeOf, ticksAtOrAbove, ticksAtOrBelow } from './tick-lot.ts';
export type { WalletDeclaration } from './wallet-registry.ts';
