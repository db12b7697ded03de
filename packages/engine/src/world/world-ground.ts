import type { Venue } from '@ebb/exchange';
import type { Kernel } from '@ebb/kernel';
import type { Asset, Ledger } from '@ebb/ledger';
import type { Plan } from '../plan.ts';
import type { Accounts } from './accounts.ts';
import type { Wealth } from './wealth.ts';
import type { WorldView } from './world-view.ts';

/** What of a world is there when its issuers and lending markets are opened. */
export interface WorldGround {
  readonly plan: Plan;
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly venues: ReadonlyMap<string, Venue>;
  readonly view: WorldView;
  readonly wealth: Wealth;
  /** The account's wallet on a venue that it trades from, opened when there is none yet. */
  walletOf(account: number, venue: Venue): number;
  walletsOf(account: number, venue: Venue): readonly number[];
}
