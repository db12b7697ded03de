/** No wallet: the account cannot trade on this venue. */
export const NO_WALLET = -1;

/** Which ledger wallet each account has on one venue. */
export class AccountWallets {
  #wallets = new Int32Array(64).fill(NO_WALLET);

  /** Gives an account its wallet; an account has one per venue. */
  add(account: number, wallet: number): void {
    if (account >= this.#wallets.length) {
      const grown = new Int32Array(Math.max(account + 1, this.#wallets.length * 2)).fill(NO_WALLET);
      grown.set(this.#wallets);
      this.#wallets = grown;
    }
    if (this.#wallets[account] !== NO_WALLET) throw new RangeError(`account ${account} has a wallet here already`);
    this.#wallets[account] = wallet;
  }

  /** The account's wallet, or NO_WALLET. */
  of(account: number): number {
    return account < this.#wallets.length ? this.#wallets[account] : NO_WALLET;
  }
}
