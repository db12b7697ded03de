import type { SpotInstrument } from '@ebb/ledger';
import type { LiquidationVenue } from '../ports.ts';

/** What a lending market asks of the venue whose wallets it takes from and pays into. */
export interface LendingVenue extends Pick<LiquidationVenue, 'placeForced'> {
  /** While it is down nothing is taken. */
  isDown(): boolean;
  /** The wallet that the account pays from and is paid into. */
  walletOf(account: number): number;
  /** The wallet that forced orders settle in. */
  tradingWalletOf(account: number): number;
  /** Atoms that the account may pay out of the first: free, and not needed as margin. */
  spendableAtoms(account: number, asset: number): number;
  /** A spot market of the venue by its instrument's index; null where there is none. */
  spotMarket(instrument: number): SpotInstrument | null;
}
