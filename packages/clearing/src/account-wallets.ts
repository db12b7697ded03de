import type { WalletKind } from './wallet-kind.ts';

/** No wallet: the account cannot trade on this venue. */
export const NO_WALLET = -1;

/** Which ledger wallets each account has on one venue: at most one of a kind. */
export class AccountWallets {
  readonly #kinds = { trading: new WalletColumn(64), spot: new WalletColumn(0), earn: new WalletColumn(0) };
  /** Accounts in the order in which they were given a wallet to trade from. */
  #accounts = new Int32Array(64);
  #count = 0;

  /** How many accounts have a wallet here. */
  get count(): number {
    return this.#count;
  }

  /** The account that was the n-th to be given a wallet, from 0. */
  accountAt(n: number): number {
    return this.#accounts[n];
  }

  /** Gives an account its wallet of a kind; it has one a venue. Whoever has any has one to trade from. */
  add(account: number, wallet: number, kind: WalletKind = 'trading'): void {
    const column = this.#kinds[kind];
    if (column.at(account) !== NO_WALLET) {
      throw new RangeError(`account ${account} has a ${kind === 'trading' ? '' : `${kind} `}wallet here already`);
    }
    if (kind !== 'trading' && this.of(account) === NO_WALLET) {
      throw new RangeError(`account ${account} has no wallet here to trade from`);
    }
    column.put(account, wallet);
    if (kind !== 'trading') return;
    if (this.#count === this.#accounts.length) {
      const grown = new Int32Array(this.#count * 2);
      grown.set(this.#accounts);
      this.#accounts = grown;
    }
    this.#accounts[this.#count++] = account;
  }

  /** The wallet that the account trades from, and the only one that counts as margin, or NO_WALLET. */
  of(account: number): number {
    return this.#kinds.trading.at(account);
  }

  /** The wallet that spot orders of the account settle in: its spot wallet if it has one, else the one it trades from. */
  spotOf(account: number): number {
    const spot = this.#kinds.spot.at(account);
    return spot === NO_WALLET ? this.of(account) : spot;
  }

  /** The account's wallet that earns, or NO_WALLET. */
  earnOf(account: number): number {
    return this.#kinds.earn.at(account);
  }

  /** The account's own wallet of a kind, or NO_WALLET; no other stands in for it. */
  find(account: number, kind: WalletKind): number {
    return this.#kinds[kind].at(account);
  }
}

/** The wallets of one kind by account. */
class WalletColumn {
  #wallets: Int32Array;

  constructor(size: number) {
    this.#wallets = new Int32Array(size).fill(NO_WALLET);
  }

  at(account: number): number {
    return account < this.#wallets.length ? this.#wallets[account] : NO_WALLET;
  }

  put(account: number, wallet: number): void {
    if (account >= this.#wallets.length) {
      const grown = new Int32Array(Math.max(account + 1, this.#wallets.length * 2)).fill(NO_WALLET);
      grown.set(this.#wallets);
      this.#wallets = grown;
    }
    this.#wallets[account] = wallet;
  }
}
