import type { Ledger } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';
import type { FundView } from './contracts/loss-absorption.ts';

/** The account that stands behind bankrupt ones: it collects liquidation fees, covers deficits and takes positions over. */
export class InsuranceFund {
  readonly #house: ClearingHouse;
  readonly #ledger: Ledger;
  readonly #feeReason: number;
  readonly #deficitReason: number;
  readonly initialBalanceAtoms: number;

  constructor(
    house: ClearingHouse,
    ledger: Ledger,
    /** The fund's account number and wallet. */
    readonly account: number,
    readonly wallet: number,
  ) {
    this.#house = house;
    this.#ledger = ledger;
    this.#feeReason = ledger.registerReason('liquidation fee');
    this.#deficitReason = ledger.registerReason('deficit covered');
    this.initialBalanceAtoms = ledger.balance(wallet, house.settle);
  }

  get balanceAtoms(): number {
    return this.#ledger.balance(this.wallet, this.#house.settle);
  }

  view(): FundView {
    return {
      balanceAtoms: this.balanceAtoms,
      equityAtoms: this.#house.equityAtoms(this.account),
      maintenanceAtoms: this.#house.maintenanceAtoms(this.account),
      initialBalanceAtoms: this.initialBalanceAtoms,
    };
  }

  /** Takes a liquidation fee out of a wallet, at most what is given. */
  charge(wallet: number, atoms: number): void {
    this.#ledger.transfer(wallet, this.wallet, this.#house.settle, atoms, this.#feeReason);
  }

  /** Pays a closed account's deficit as far as the balance goes; returns the atoms paid. */
  cover(wallet: number, deficitAtoms: number): number {
    const paid = Math.min(deficitAtoms, Math.max(0, this.balanceAtoms));
    if (paid > 0) this.#ledger.transfer(this.wallet, wallet, this.#house.settle, paid, this.#deficitReason);
    return paid;
  }
}
