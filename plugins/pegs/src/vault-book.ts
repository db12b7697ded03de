/** A vault: atoms of collateral and of coins owed. */
export interface Vault {
  readonly collateral: number;
  readonly debt: number;
}

const EMPTY: Vault = { collateral: 0, debt: 0 };

/** Vaults by account, in the order in which they were opened, in whole atoms; one without collateral and debt is forgotten. */
export class VaultBook {
  readonly #vaults = new Map<number, Vault>();
  #debt = 0;

  /** What all vaults owe. */
  get debt(): number {
    return this.#debt;
  }

  /** The vault of an account, empty when there is none. */
  of(account: number): Vault {
    return this.#vaults.get(account) ?? EMPTY;
  }

  /** All vaults. */
  entries(): IterableIterator<[number, Vault]> {
    return this.#vaults.entries();
  }

  /** Adds (or takes) collateral and debt. Throws when a vault would have less than none. */
  change(account: number, collateral: number, debt: number): void {
    const before = this.of(account);
    const after = { collateral: before.collateral + collateral, debt: before.debt + debt };
    if (!(after.collateral >= 0 && after.debt >= 0)) throw new Error(`the vault of ${account} has less than nothing`);
    this.#debt += debt;
    if (after.collateral === 0 && after.debt === 0) this.#vaults.delete(account);
    else this.#vaults.set(account, after);
  }

  /** Adds a share to every debt, rounded up to the atom, and returns what was added. */
  grow(share: number): number {
    const before = this.#debt;
    if (share > 0) {
      for (const [account, { debt }] of this.#vaults) this.change(account, 0, Math.ceil(debt * share));
    }
    return this.#debt - before;
  }
}

/**
 * How far a vault is from its liquidation: value of its collateral ÷ (debt · ratio), below 1 it is unsafe; Infinity without debt.
 * `price` is coins for one unit of collateral. MakerDAO, dss, vat.sol: safe while debt ≤ collateral · spot, spot = price ÷ ratio.
 */
export function vaultHealth(collateral: number, debt: number, price: number, ratio: number): number {
  return debt === 0 ? Infinity : (collateral * price) / (debt * ratio);
}
