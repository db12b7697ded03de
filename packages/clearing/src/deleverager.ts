import { NO_POSITION } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { Topic } from '@ebb/kernel';
import type { ClearingHouse } from './clearing-house.ts';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare } from './contracts/deleveraging.ts';
import type { Deleveraging } from './facts.ts';
import type { Market } from './market.ts';

type DeleveragingTopic = Topic<Market<PerpInstrument>, [number, number, number, number, number], Deleveraging>;

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
   * Closes as much of an account's position as the other side holds, at `priceTicks`; returns the lots closed.
   * Throws when the policy's shares are not what its contract asks.
   */
  close(bankrupt: number, instrument: PerpInstrument, priceTicks: number): number {
    const size = this.#house.positions.sizeLots(bankrupt, instrument.index);
    const candidates = this.#candidates(bankrupt, instrument, size);
    const held = candidates.reduce((sum, each) => sum + Math.abs(each.sizeLots), 0);
    const need = Math.min(Math.abs(size), held);
    if (need === 0) return 0;
    const shares = this.#policy.allot(instrument, need, candidates);
    checkShares(shares, candidates, need);
    const side = Math.sign(size);
    const topic = this.#topicOf(instrument);
    for (const { account, lots } of shares) {
      this.#house.applyFill(bankrupt, instrument, -side * lots, priceTicks);
      const realised = this.#house.applyFill(account, instrument, side * lots, priceTicks);
      topic.publish(account, bankrupt, side * lots, priceTicks, realised);
    }
    return need;
  }

  #candidates(bankrupt: number, instrument: PerpInstrument, size: number): DeleveragingCandidate[] {
    const { positions } = this.#house;
    const found: DeleveragingCandidate[] = [];
    for (
      let slot = positions.firstOfInstrument(instrument.index);
      slot !== NO_POSITION;
      slot = positions.nextOfInstrument(slot)
    ) {
      const account = positions.accountAt(slot);
      const sizeLots = positions.sizeLotsAt(slot);
      if (account === bankrupt || account === this.#fund || sizeLots > 0 === size > 0) continue;
      const view = this.#house.positionViews(account).find((each) => each.instrument === instrument);
      found.push({
        account,
        sizeLots,
        unrealisedAtoms: view!.unrealisedAtoms,
        walletAtoms: this.#house.walletAtoms(account),
        equityAtoms: this.#house.equityAtoms(account),
        maintenanceAtoms: this.#house.maintenanceAtoms(account),
        notionalAtoms: this.#house.notionalAtoms(account),
      });
    }
    return found.sort((a, b) => a.account - b.account);
  }
}

function checkShares(
  shares: readonly DeleveragingShare[],
  candidates: readonly DeleveragingCandidate[],
  need: number,
): void {
  const left = new Map(candidates.map((each) => [each.account, Math.abs(each.sizeLots)]));
  let sum = 0;
  for (const { account, lots } of shares) {
    const has = left.get(account);
    if (has === undefined || !(lots >= 1) || !Number.isSafeInteger(lots) || lots > has) {
      throw new Error(`the deleveraging policy allots ${lots} lots to account ${account}, which holds ${has ?? 0}`);
    }
    left.delete(account);
    sum += lots;
  }
  if (sum !== need) throw new Error(`the deleveraging policy allots ${sum} lots where ${need} are needed`);
}
