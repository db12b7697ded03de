/**
 * Coins that nobody owes: lent to vaults that are gone, less what their collateral has raised. Whole atoms. MakerDAO, dss, vow.sol
 * (heal); there debt waits in a queue first, and what is left is raised by an auction of a second coin.
 */
export class SystemDebt {
  #atoms = 0;

  /** What is left of it. */
  get atoms(): number {
    return this.#atoms;
  }

  /** Takes over the debt of a vault. */
  take(atoms: number): void {
    this.#atoms += atoms;
  }

  /** Sets a surplus against it and returns the coins that are to be unmade, never more than either. */
  heal(surplus: number): number {
    const healed = Math.min(this.#atoms, surplus);
    this.#atoms -= healed;
    return healed;
  }
}
