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

  /** The balance that the wallet has now is the fund's first. */
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

  /** Settlement atoms in the fund's wallet; below zero when what it took over lost more than it had. */
  get balanceAtoms(): number {
    return this.#ledger.balance(this.wallet, this.#house.settle);
  }

  /** The fund as policies see it now. */
  view(): FundView {
    const { walletAtoms, equityAtoms, maintenanceAtoms } = this.#house.value(this.account);
    return {
      balanceAtoms: walletAtoms,
      equityAtoms,
      maintenanceAtoms,
      initialBalanceAtoms: this.initialBalanceAtoms,
      peakBalanceAtoms: walletAtoms,
    };
  }

  /** Takes a liquidation fee out of a wallet; throws when the wallet cannot pay it. */
  charge(wallet: number, atoms: number): void {
    this.#move(wallet, this.wallet, atoms, this.#feeReason);
  }

  /** Pays a closed account's deficit as far as the balance goes; returns the atoms paid. */
  cover(wallet: number, deficitAtoms: number): number {
    const paid = Math.min(deficitAtoms, Math.max(0, this.balanceAtoms));
    if (paid > 0) this.#move(this.wallet, wallet, paid, this.#deficitReason);
    return paid;
  }

  #move(from: number, to: number, atoms: number, reason: number): void {
    if (this.#ledger.transfer(from, to, this.#house.settle, atoms, reason)) return;
    throw new Error(
      `${this.#ledger.walletName(from)} cannot pay ${atoms} atoms for a ${this.#ledger.reasonName(reason)}`,
    );
  }
}
