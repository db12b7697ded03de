import type { AccountWallets, ClearingHouse, VenueName } from '@ebb/clearing';
import type { Bus, Topic } from '@ebb/kernel';
import type { Ledger } from '@ebb/ledger';
import { interestPaid } from './collateral-facts.ts';
import type { InterestPaid } from './collateral-facts.ts';

/** What interest is settled with. */
export interface InterestSettlementParts {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  /** Takes interest in. */
  readonly interestWallet: number;
  readonly bus: Bus;
  readonly name: VenueName;
}

/** Charges unified accounts for what they owe: their negative balances, which grow by it. */
export class InterestSettlement {
  readonly #parts: InterestSettlementParts;
  readonly #reason: number;
  readonly #topic: Topic<VenueName, [number, number, number], InterestPaid>;

  constructor(parts: InterestSettlementParts) {
    this.#parts = parts;
    this.#reason = parts.ledger.registerReason('interest');
    this.#topic = parts.bus.topic(interestPaid, parts.name, parts.name.index);
  }

  /** Whether any account may have to pay interest. */
  get isCharged(): boolean {
    return this.#parts.house.units.policies.some(({ interestAtoms }) => interestAtoms !== undefined);
  }

  /** Ends a period of so many milliseconds. */
  settle(elapsedMs: number): void {
    const { house, wallets, ledger } = this.#parts;
    for (let at = 0; at < wallets.count; at++) {
      const account = wallets.accountAt(at);
      const { mode, interestAtoms } = house.units.policyOfAccount(account);
      if (mode !== 'unified' || interestAtoms === undefined) continue;
      for (const { index } of ledger.assets) this.#charge(account, index, elapsedMs);
    }
  }

  #charge(account: number, asset: number, elapsedMs: number): void {
    const { house, wallets, ledger, interestWallet } = this.#parts;
    const wallet = wallets.of(account);
    const owed = -ledger.balance(wallet, asset);
    if (owed <= 0) return;
    const policy = house.units.policyOfAccount(account);
    const atoms = policy.interestAtoms?.(asset, owed, elapsedMs) ?? 0;
    if (!(atoms >= 0) || !Number.isSafeInteger(atoms)) {
      throw new RangeError(`the margin policy asks ${atoms} atoms of interest; expected a whole number, at least 0`);
    }
    if (atoms === 0) return;
    ledger.transfer(wallet, interestWallet, asset, atoms, this.#reason);
    this.#topic.publish(account, asset, atoms);
  }
}
