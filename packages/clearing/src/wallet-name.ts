import { walletKinds } from './wallet-kind.ts';
import type { WalletKind } from './wallet-kind.ts';

/** A wallet of a venue as a name gives it; `kind` is as written, and absent where only the venue is named. */
export interface NamedWallet {
  readonly venue: string;
  readonly kind?: string;
}

/** What scenarios, desks and policies call a wallet: `alpha` is the one that is traded from, then `alpha/spot`, `alpha/earn`. */
export function walletName(venue: string, kind: WalletKind): string {
  return kind === 'trading' ? venue : `${venue}/${kind}`;
}

/** Parts the name of a wallet into venue and kind, whether or not there are such. */
export function readWalletName(name: string): NamedWallet {
  const slash = name.indexOf('/');
  return slash < 0 ? { venue: name } : { venue: name.slice(0, slash), kind: name.slice(slash + 1) };
}

/** The names of all wallets that venues can have, in their order. */
export function walletNames(venues: readonly string[]): string[] {
  return venues.flatMap((venue) => (Object.keys(walletKinds) as WalletKind[]).map((kind) => walletName(venue, kind)));
}
