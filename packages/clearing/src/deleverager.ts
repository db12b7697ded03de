import { mulExact } from '@ebb/exact';
import { NO_POSITION } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { Topic } from '@ebb/kernel';
import type { ClearingHouse } from './clearing-house.ts';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare } from './contracts/deleveraging.ts';
import type { Deleveraging } from './facts.ts';
import type { Market } from './market.ts';

type DeleveragingTopic = Topic<
  Market<PerpInstrument>,
  [number, number, number, number, number, number, number],
  Deleveraging
>;

/** Closes a bankrupt position against positions on the other side, at one price and without the book. */
export class Deleverager {
  readonly #house: ClearingHouse;
  readonly #policy: DeleveragingPolicy;
  readonly #topicOf: (instrument: PerpInstrument) => DeleveragingTopic;
  /** The insurance fund, which is never deleveraged for others. */
  readonly #fund: number;

  constructor(
    house: ClearingHouse,
    policy: DeleveragingPolicy,
    fund: number,
    topicOf: (instrument: PerpInstrument) => DeleveragingTopic,
  ) {
    this.#house = house;
    this.#policy = policy;
    this.#fund = fund;
    this.#topicOf = topicOf;
  }

  /**
   * Closes as much of an account's position as the other side holds, the fund left out, at `priceTicks`; returns the lots
   * closed. Throws, with nothing closed, when the policy's shares are not what its contract asks.
   */
  close(bankrupt: number, instrument: PerpInstrument, priceTicks: number): number {
    const size = this.#house.positions.sizeLots(bankrupt, instrument.index);
    const candidates = this.#candidates(instrument, size);
    const held = candidates.reduce((sum, each) => sum + Math.abs(each.sizeLots), 0);
    const need = Math.min(Math.abs(size), held);
    if (need === 0) return 0;
    const shares = this.#policy.allot(instrument, need, candidates);
    this.#check(shares, instrument, size, need);
    const side = Math.sign(size);
    const markTicks = this.#house.markTicks(instrument);
    const deficit = Math.max(0, -this.#house.equityAtoms(bankrupt));
    const topic = this.#topicOf(instrument);
    for (const { account, lots } of shares) {
      this.#house.applyFill(bankrupt, instrument, -side * lots, priceTicks);
      const realised = this.#house.applyFill(account, instrument, side * lots, priceTicks);
      const lost = mulExact(markTicks - priceTicks, mulExact(-side * lots, instrument.atomsPerTickLot));
      topic.publish(account, bankrupt, side * lots, priceTicks, realised, lost, deficit);
    }
    return need;
  }

  #candidates(instrument: PerpInstrument, size: number): DeleveragingCandidate[] {
    const house = this.#house;
    const { positions } = house;
    const accounts: number[] = [];
    for (
      let slot = positions.firstOfInstrument(instrument.index);
      slot !== NO_POSITION;
      slot = positions.nextOfInstrument(slot)
    ) {
      const account = positions.accountAt(slot);
      if (this.#isOpposite(account, positions.sizeLotsAt(slot), size)) accounts.push(account);
    }
    const ascending = Int32Array.from(accounts).sort();
    return Array.from(ascending, (account) => {
      const { walletAtoms, equityAtoms, maintenanceAtoms, notionalAtoms } = house.value(account);
      const slot = positions.find(account, instrument.index);
      const sizeLots = positions.sizeLotsAt(slot);
      const unrealisedAtoms = house.unrealisedAtomsAt(slot);
      return {
        account,
        sizeLots,
        entryTicks: positions.entryTicksAt(slot),
        markTicks: house.markTicks(instrument),
        positionAtoms: Math.abs(unrealisedAtoms + positions.costAtomsAt(slot)),
        unrealisedAtoms,
        walletAtoms,
        equityAtoms,
        maintenanceAtoms,
        notionalAtoms,
      };
    });
  }

  #isOpposite(account: number, sizeLots: number, bankruptLots: number): boolean {
    return account !== this.#fund && sizeLots > 0 === bankruptLots < 0 && sizeLots !== 0;
  }

  #check(shares: readonly DeleveragingShare[], instrument: PerpInstrument, size: number, need: number): void {
    const seen = new Set<number>();
    let sum = 0;
    for (const { account, lots } of shares) {
      const what = `the deleveraging policy allots ${lots} lots of ${instrument.symbol} to account ${account}`;
      if (seen.has(account)) throw new Error(`${what}, which has a share already`);
      const held = this.#house.positions.sizeLots(account, instrument.index);
      if (!this.#isOpposite(account, held, size)) throw new Error(`${what}, which is no candidate`);
      if (!(lots >= 1) || !Number.isSafeInteger(lots)) throw new Error(`${what}; expected a whole number, at least 1`);
      if (lots > Math.abs(held)) throw new Error(`${what}, which holds ${Math.abs(held)}`);
      seen.add(account);
      sum += lots;
    }
    if (sum === need) return;
    throw new Error(`the deleveraging policy allots ${sum} lots of ${instrument.symbol} where ${need} are needed`);
  }
}
