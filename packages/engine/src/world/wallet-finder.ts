import { NO_WALLET, readWalletName, walletKinds, walletNames } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import type { Venue } from '@ebb/exchange';
import { nearestName } from '../scenario/index.ts';

/** One kind of wallet on one venue. */
export interface FoundWallet {
  readonly venue: Venue;
  readonly kind: WalletKind;
}

const KINDS = Object.keys(walletKinds) as WalletKind[];

/** Finds venues and wallets by the names that agents give them; throws a RangeError for a name that nothing has. */
export class WalletFinder {
  readonly #venues: readonly Venue[];

  constructor(venues: readonly Venue[]) {
    this.#venues = venues;
  }

  /** The wallet of a name as in `alpha` or `alpha/trading` (the one that is traded from), `alpha/spot`, `alpha/earn`. */
  wallet(name: string): FoundWallet {
    const { venue, kind = 'trading' } = readWalletName(name);
    if (!Object.hasOwn(walletKinds, kind)) throw this.#unknown(name);
    return { venue: this.venue(venue, name), kind: kind as WalletKind };
  }

  /** The venue of this name; `written` is the name that it is part of. */
  venue(name: string, written = name): Venue {
    const found = this.#venues.find((each) => each.name.venue === name);
    if (found !== undefined) return found;
    throw written === name ? new RangeError(`there is no venue '${name}'`) : this.#unknown(written);
  }

  /** As `forEach`, but of a venue (`alpha`) only the wallet that spot orders pay from: what can be spent there. */
  forEachSpendable(account: number, name: string | undefined, visit: (wallet: number) => void): void {
    if (name === undefined || name.includes('/')) return this.forEach(account, name, visit);
    const wallet = this.venue(name).wallets.spotOf(account);
    if (wallet !== NO_WALLET) visit(wallet);
  }

  /** Visits the account's wallets that a name covers: one wallet, all on a venue (`alpha`), or with no name all that it has. */
  forEach(account: number, name: string | undefined, visit: (wallet: number) => void): void {
    if (name !== undefined && name.includes('/')) {
      const { venue, kind } = this.wallet(name);
      const wallet = venue.wallets.find(account, kind);
      if (wallet !== NO_WALLET) visit(wallet);
      return;
    }
    for (const { wallets } of name === undefined ? this.#venues : [this.venue(name)]) {
      if (wallets.of(account) === NO_WALLET) continue;
      for (const kind of KINDS) {
        const wallet = wallets.find(account, kind);
        if (wallet !== NO_WALLET) visit(wallet);
      }
    }
  }

  #unknown(name: string): RangeError {
    const known = walletNames(this.#venues.map((each) => each.name.venue));
    const near = nearestName(name, known);
    const instead = near === undefined ? `; there are ${known.join(', ')}` : ` (did you mean '${near}'?)`;
    return new RangeError(`there is no wallet '${name}'${instead}`);
  }
}
