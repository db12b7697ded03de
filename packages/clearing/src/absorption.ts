import { NO_POSITION } from '@ebb/ledger';
import type { Ledger, PerpInstrument } from '@ebb/ledger';
import type { AccountWallets } from './account-wallets.ts';
import type { Backstop } from './backstop.ts';
import type { ClearingHouse, Emptied } from './clearing-house.ts';
import type { PositionView } from './contracts/liquidation.ts';
import type { LossAbsorptionPolicy, LossCandidate } from './contracts/loss-absorption.ts';
import type { Deleverager } from './deleverager.ts';
import type { DefaultTopics } from './default-topics.ts';
import { insuranceReasons } from './facts.ts';
import { checkLossShares } from './loss-shares.ts';
import { mostDemanding } from './most-demanding.ts';
import type { VenueBackstops } from './venue-backstops.ts';

/** What losses are absorbed with. */
export interface AbsorptionParts {
  readonly house: ClearingHouse;
  readonly ledger: Ledger;
  readonly wallets: AccountWallets;
  readonly backstops: VenueBackstops;
  readonly policy: LossAbsorptionPolicy;
  readonly deleverager: Deleverager;
  readonly topics: DefaultTopics;
}

/** What becomes of a pool that the book could not bring back to health: who takes its positions and assets, who pays its deficit. */
export class Absorption {
  readonly #parts: AbsorptionParts;
  readonly #takeoverReason: number;
  readonly #shareReason: number;

  constructor(parts: AbsorptionParts) {
    this.#parts = parts;
    this.#takeoverReason = parts.ledger.registerReason('takeover');
    this.#shareReason = parts.ledger.registerReason('loss shared');
  }

  /**
   * Hands positions over until none is left or the pool complies, the largest maintenance margin first, then by instrument;
   * and, once only assets and debts are left of a unified pool, those to the shared fund at their collateral prices.
   */
  absorb(unit: number): void {
    const { house } = this.#parts;
    const account = house.units.ownerOf(unit);
    while (house.fails(unit)) {
      const positions = house.views.positions(unit);
      if (positions.length === 0) {
        this.#takeAssets(unit, this.#parts.backstops.shared, true);
        return;
      }
      this.#handOver(account, mostDemanding(house, positions));
    }
  }

  /** Closes all positions of a pool whose equity is below zero against the other side, as far as that holds any. */
  deleverage(unit: number): void {
    const { house, deleverager } = this.#parts;
    const account = house.units.ownerOf(unit);
    for (const { instrument } of house.views.positions(unit)) {
      const position = house.views.position(account, instrument);
      if (position !== undefined) deleverager.close(account, position);
    }
  }

  /** Moves all that a pool has and owes to the vault: positions at the marks, then balances, debts included. */
  takeOver(unit: number, vault: Backstop): void {
    const { house, topics } = this.#parts;
    const account = house.units.ownerOf(unit);
    for (const { instrument, sizeLots, markTicks } of house.views.positions(unit)) {
      house.applyFill(account, instrument, -sizeLots, markTicks);
      house.applyFill(vault.account, instrument, sizeLots, markTicks);
      topics.takeover(instrument).publish(account, sizeLots, markTicks, vault.account);
    }
    if (house.units.policyOf(unit).mode === 'unified') this.#takeAssets(unit, vault, false);
    this.#moveBalance(unit, house.units.settleOf(unit), vault);
  }

  /**
   * Covers what pools without a position owe, whoever closed the last one (a liquidation, the other side of one, their own
   * order); what no fund pays and nobody shares stays in their wallets as bad debt. What a unified account owes is a loan as
   * long as it owns more, and is left to its liquidation.
   */
  settleDeficits(): void {
    const { house, backstops } = this.#parts;
    for (const emptied of house.takeEmptied()) {
      const { unit } = emptied;
      const account = house.units.ownerOf(unit);
      if (house.positions.firstOfAccount(unit) !== NO_POSITION || backstops.has(account)) continue;
      const isUnified = house.units.policyOf(unit).mode === 'unified';
      if (isUnified && house.views.assets(unit).length > 0) continue;
      this.#settle(emptied);
    }
  }

  #settle(emptied: Emptied): void {
    const { house, backstops, topics } = this.#parts;
    const { unit, instrument } = emptied;
    const account = house.units.ownerOf(unit);
    const settle = house.units.settleOf(unit);
    const deficit = -house.walletAtoms(unit);
    if (deficit <= 0) return;
    const fund = backstops.of(instrument);
    const paid = fund.cover(house.units.walletOf(unit), settle, deficit);
    if (paid > 0) {
      const balance = house.inSettlement(settle, fund.balanceAtoms(settle));
      topics.insurance.publish(account, -house.inSettlement(settle, paid), balance, insuranceReasons.deficit);
    }
    const left = deficit - paid - this.#share(emptied, deficit - paid);
    if (left > 0) topics.shortfall.publish(account, house.inSettlement(settle, left));
  }

  /** Hands a position to a fund or to the other side, at the price that leaves the pool nothing. */
  #handOver(account: number, position: PositionView): void {
    const { house, backstops, policy, deleverager } = this.#parts;
    const { instrument } = position;
    const fund = backstops.of(instrument);
    const { vault } = backstops;
    const how = policy.absorb(position, { fund: fund.view(instrument), vault: vault?.view(instrument) ?? null });
    if (how === 'vault' && vault === null)
      throw new Error('the loss absorption policy names a vault where there is none');
    if (how === 'deleverage') deleverager.close(account, position);
    const left = house.sizeLots(account, instrument);
    if (left === 0) return;
    // Only a fund can hold the rest of the other side: taking over closes its position, whatever the policy says.
    this.#take(how === 'vault' && vault !== null ? vault : fund, account, instrument, left, position.bankruptcyTicks);
  }

  #take(fund: Backstop, account: number, instrument: PerpInstrument, lots: number, priceTicks: number): void {
    const { house, topics } = this.#parts;
    const { settle } = instrument;
    const before = fund.balanceAtoms(settle);
    house.applyFill(account, instrument, -lots, priceTicks);
    house.applyFill(fund.account, instrument, lots, priceTicks);
    topics.takeover(instrument).publish(account, lots, priceTicks, fund.account);
    const balance = fund.balanceAtoms(settle);
    const change = house.inSettlement(settle, balance - before);
    if (change !== 0) {
      topics.insurance.publish(account, change, house.inSettlement(settle, balance), insuranceReasons.trade);
    }
  }

  /**
   * Moves the assets and debts of a unified pool beside its settlement asset to a fund; when the fund pays, at the collateral
   * prices, rounded in its favour. What is still owed then is a deficit.
   */
  #takeAssets(unit: number, fund: Backstop, pays: boolean): void {
    const { house, ledger, wallets, topics } = this.#parts;
    const account = house.units.ownerOf(unit);
    const wallet = wallets.of(account);
    for (const { asset, atoms, valueAtoms } of house.views.assets(unit)) {
      this.#moveBalance(unit, asset, fund);
      topics.assetTakeover.publish(account, asset, atoms, valueAtoms, fund.account);
      if (!pays || valueAtoms === 0) continue;
      const [from, to] = valueAtoms > 0 ? [fund.wallet, wallet] : [wallet, fund.wallet];
      ledger.transfer(from, to, house.settle, Math.abs(valueAtoms), this.#takeoverReason);
    }
    if (!pays) return;
    const [instrument] = house.listed;
    this.#settle({ unit, instrument, side: 0 });
  }

  #moveBalance(unit: number, asset: number, fund: Backstop): void {
    const { house, ledger } = this.#parts;
    const wallet = house.units.walletOf(unit);
    const balance = ledger.balance(wallet, asset);
    const [from, to] = balance > 0 ? [wallet, fund.wallet] : [fund.wallet, wallet];
    if (balance !== 0) ledger.transfer(from, to, asset, Math.abs(balance), this.#takeoverReason);
  }

  /** Charges others for a deficit as the policy says; returns the atoms that came in. */
  #share({ unit, instrument, side }: Emptied, deficit: number): number {
    const { house, ledger, policy, topics } = this.#parts;
    if (deficit <= 0 || policy.share === undefined) return 0;
    const settle = house.units.settleOf(unit);
    const bankrupt = house.units.ownerOf(unit);
    const candidates = this.#candidates(bankrupt, instrument, side, settle);
    const shares = policy.share(deficit, candidates);
    checkLossShares(shares, deficit, candidates);
    let sum = 0;
    for (const { account, atoms } of shares) {
      ledger.transfer(house.units.walletOf(account), house.units.walletOf(unit), settle, atoms, this.#shareReason);
      topics.lossShared.publish(account, bankrupt, house.inSettlement(settle, atoms));
      sum += atoms;
    }
    return sum;
  }

  #candidates(bankrupt: number, instrument: PerpInstrument, side: number, settle: number): LossCandidate[] {
    const { house, backstops, wallets } = this.#parts;
    const found: LossCandidate[] = [];
    for (let at = 0; at < wallets.count; at++) {
      const account = wallets.accountAt(at);
      if (account === bankrupt || backstops.has(account)) continue;
      const slot = house.findPosition(account, instrument);
      const isOpposite = slot !== NO_POSITION && Math.sign(house.positions.sizeLotsAt(slot)) === -side;
      const gainAtoms = isOpposite ? Math.max(0, house.unrealisedAtomsAt(slot)) : 0;
      const realisedAtoms = house.realisedAtoms(account);
      if (gainAtoms === 0 && realisedAtoms <= 0) continue;
      const availableAtoms = Math.max(0, house.credit.spendableAtoms(account, settle));
      found.push({ account, gainAtoms, realisedAtoms, availableAtoms });
    }
    return found.sort((a, b) => a.account - b.account);
  }
}
