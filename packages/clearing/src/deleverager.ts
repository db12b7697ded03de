import { NO_POSITION, positionValueAtoms } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { ClearingHouse } from './clearing-house.ts';
import type { DeleveragingCandidate, DeleveragingPolicy, DeleveragingShare } from './contracts/deleveraging.ts';
import type { PositionView } from './contracts/liquidation.ts';
import type { DefaultTopics } from './default-topics.ts';
import type { VenueBackstops } from './venue-backstops.ts';

/** What deleveraging is done with. */
export interface DeleveragerParts {
  readonly house: ClearingHouse;
  readonly policy: DeleveragingPolicy;
  /** Funds and vault are never deleveraged for others. */
  readonly backstops: VenueBackstops;
  readonly topics: Pick<DefaultTopics, 'deleveraging'>;
}

/** Closes a bankrupt position against positions on the other side, at one price and without the book. */
export class Deleverager {
  readonly #parts: DeleveragerParts;

  constructor(parts: DeleveragerParts) {
    this.#parts = parts;
  }

  /** Whether a pool whose equity is below zero is deleveraged at once, before any order of its liquidation. */
  get actsOnAccountValue(): boolean {
    return this.#parts.policy.trigger === 'accountValue';
  }

  /**
   * Closes as much of an account's position as the other side holds, funds left out, at the policy's price; returns the lots
   * closed. Throws, with nothing closed, when the policy's shares are not what its contract asks.
   */
  close(bankrupt: number, { instrument, sizeLots, markTicks, bankruptcyTicks }: PositionView): number {
    const { house, policy, topics } = this.#parts;
    const candidates = this.#candidates(instrument, sizeLots);
    const held = candidates.reduce((sum, each) => sum + Math.abs(each.sizeLots), 0);
    const need = Math.min(Math.abs(sizeLots), held);
    if (need === 0) return 0;
    const shares = policy.allot(instrument, need, candidates);
    this.#check(shares, instrument, sizeLots, need);
    const previous = house.previousMarkTicks(instrument) || markTicks;
    const { price = 'bankruptcy' } = policy;
    const priceTicks = price === 'bankruptcy' ? bankruptcyTicks : price === 'mark' ? markTicks : previous;
    const unit = house.units.of(bankrupt, instrument);
    const deficit = Math.max(0, -house.inSettlement(house.units.settleOf(unit), house.equityAtoms(unit)));
    const side = Math.sign(sizeLots);
    const topic = topics.deleveraging(instrument);
    for (const { account, lots } of shares) {
      const given = side * lots;
      house.applyFill(bankrupt, instrument, -given, priceTicks);
      const realised = house.applyFill(account, instrument, given, priceTicks);
      // It gives its position up at this price instead of the mark: what it was worth less what it fetched.
      const lost = positionValueAtoms(instrument, priceTicks, given) - positionValueAtoms(instrument, markTicks, given);
      topic.publish(account, bankrupt, given, priceTicks, realised, lost, deficit);
    }
    return need;
  }

  #candidates(instrument: PerpInstrument, size: number): DeleveragingCandidate[] {
    const { positions, units } = this.#parts.house;
    const found: { readonly account: number; readonly slot: number }[] = [];
    let slot = positions.firstOfInstrument(instrument.index);
    for (; slot !== NO_POSITION; slot = positions.nextOfInstrument(slot)) {
      const account = units.ownerOf(positions.accountAt(slot));
      if (this.#isOpposite(account, positions.sizeLotsAt(slot), size)) found.push({ account, slot });
    }
    found.sort((a, b) => a.account - b.account);
    return found.map(({ account, slot }) => this.#candidate(account, instrument, slot));
  }

  #candidate(account: number, instrument: PerpInstrument, slot: number): DeleveragingCandidate {
    const { house } = this.#parts;
    const { positions } = house;
    const { walletAtoms, equityAtoms, maintenanceAtoms, notionalAtoms } = house.value(positions.accountAt(slot));
    const unrealisedAtoms = house.unrealisedAtomsAt(slot);
    return {
      account,
      sizeLots: positions.sizeLotsAt(slot),
      entryTicks: positions.entryTicksAt(slot),
      markTicks: house.markTicks(instrument),
      positionAtoms: Math.abs(unrealisedAtoms + positions.costAtomsAt(slot)),
      unrealisedAtoms,
      walletAtoms,
      equityAtoms,
      maintenanceAtoms,
      notionalAtoms,
    };
  }

  #isOpposite(account: number, sizeLots: number, bankruptLots: number): boolean {
    return !this.#parts.backstops.has(account) && sizeLots > 0 === bankruptLots < 0 && sizeLots !== 0;
  }

  #check(shares: readonly DeleveragingShare[], instrument: PerpInstrument, size: number, need: number): void {
    const { house } = this.#parts;
    const seen = new Set<number>();
    let sum = 0;
    for (const { account, lots } of shares) {
      const what = `the deleveraging policy allots ${lots} lots of ${instrument.symbol} to account ${account}`;
      if (seen.has(account)) throw new Error(`${what}, which has a share already`);
      const held = house.sizeLots(account, instrument);
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
