import type { Ledger, PerpInstrument } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';
import type { FundView } from './contracts/loss-absorption.ts';
import { NO_UNIT } from './margin-units.ts';
import { PeakBalance } from './peak-balance.ts';

/** What a backstop is made of. */
export interface BackstopParts {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  /** Its account number and wallet, which may go below zero. */
  readonly account: number;
  readonly wallet: number;
  readonly nowMs: () => number;
  /** How far back the peak of the balance is looked for; Infinity for the whole run. */
  readonly peakWindowMs: number;
}

/**
 * An account of the venue's own that stands behind bankrupt ones: an insurance fund, of one instrument or of all, or a
 * backstop vault. It collects liquidation fees, covers deficits and takes positions over. Amounts are in atoms of the asset
 * that the instrument at hand settles in.
 */
export class Backstop {
  readonly account: number;
  readonly wallet: number;
  readonly #parts: BackstopParts;
  readonly #initial: readonly number[];
  readonly #peak: PeakBalance;
  readonly #feeReason: number;
  readonly #deficitReason: number;

  /** The balances that the wallet has now are its first. */
  constructor(parts: BackstopParts) {
    const { ledger, wallet } = parts;
    this.#parts = parts;
    this.account = parts.account;
    this.wallet = wallet;
    this.#initial = ledger.assets.map(({ index }) => ledger.balance(wallet, index));
    this.#peak = new PeakBalance(parts.peakWindowMs);
    this.#feeReason = ledger.registerReason('liquidation fee');
    this.#deficitReason = ledger.registerReason('deficit covered');
  }

  /** What is in its wallet; below zero when what it took over lost more than it had. */
  balanceAtoms(settle: number): number {
    return this.#parts.ledger.balance(this.wallet, settle);
  }

  /** Balance and unrealised results of the positions that settle in an asset. */
  equityAtoms(settle: number): number {
    const unit = this.#parts.house.units.sharedIn(this.account, settle);
    return unit === NO_UNIT ? this.balanceAtoms(settle) : this.#parts.house.equityAtoms(unit);
  }

  /** Takes note of the balance, for its peak; to be called once a mark. */
  observe(): void {
    this.#peak.observe(this.#parts.nowMs(), this.balanceAtoms(this.#parts.house.settle));
  }

  /** The backstop as policies see it now, for an instrument. */
  view({ settle }: PerpInstrument): FundView {
    const { house, nowMs } = this.#parts;
    const unit = house.units.sharedIn(this.account, settle);
    const balanceAtoms = this.balanceAtoms(settle);
    const value = unit === NO_UNIT ? undefined : house.value(unit);
    const initialBalanceAtoms = this.#initial[settle];
    return {
      balanceAtoms,
      equityAtoms: value?.equityAtoms ?? balanceAtoms,
      maintenanceAtoms: value?.maintenanceAtoms ?? 0,
      initialBalanceAtoms,
      peakBalanceAtoms: settle === house.settle ? this.#peak.of(nowMs(), balanceAtoms) : initialBalanceAtoms,
    };
  }

  /** Takes a liquidation fee out of a wallet; throws when the wallet cannot pay it. */
  charge(wallet: number, settle: number, atoms: number): void {
    this.#move(wallet, this.wallet, settle, atoms, this.#feeReason);
  }

  /** Pays a deficit as far as the balance goes; returns the atoms paid. */
  cover(wallet: number, settle: number, deficitAtoms: number): number {
    const paid = Math.min(deficitAtoms, Math.max(0, this.balanceAtoms(settle)));
    if (paid > 0) this.#move(this.wallet, wallet, settle, paid, this.#deficitReason);
    return paid;
  }

  #move(from: number, to: number, asset: number, atoms: number, reason: number): void {
    const { ledger } = this.#parts;
    if (ledger.transfer(from, to, asset, atoms, reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot pay ${atoms} atoms for a ${ledger.reasonName(reason)}`);
  }
}
