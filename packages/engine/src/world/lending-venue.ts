import type { LendingVenue } from '@ebb/clearing';
import type { Venue } from '@ebb/exchange';
import type { Ledger } from '@ebb/ledger';

/** What a lending market may do at the venue where it sits: wallets, and forced orders on its spot markets. */
export function lendingVenueOf(venue: Venue, ledger: Ledger): LendingVenue {
  const tradingWalletOf = (account: number): number => venue.transfers.walletOf(account, 'trading');
  const walletOf = (account: number): number => {
    tradingWalletOf(account);
    return venue.wallets.spotOf(account);
  };
  return {
    isDown: () => venue.state === 'down',
    walletOf,
    tradingWalletOf,
    spendableAtoms: (account, asset) => {
      const wallet = walletOf(account);
      const free = ledger.free(wallet, asset);
      return wallet === venue.wallets.of(account) ? Math.min(free, venue.risk.spendableAtoms(account, asset)) : free;
    },
    spotMarket: (index) => {
      const found = venue.listings.find(({ instrument }) => instrument.index === index)?.instrument;
      return found?.kind === 'spot' ? found : null;
    },
    placeForced: (account, instrument, signedLots, limitTicks) =>
      venue.placeForced(account, instrument, signedLots, limitTicks),
  };
}
