import { Phase } from '@ebb/kernel';
import { transferRefusals, transferStates } from './transfer-codes.ts';
import type { TransferDeposits } from './transfer-deposits.ts';
import type { TransferDesk } from './transfer-desk.ts';
import { TransferLines } from './transfer-lines.ts';
import type { TransferRule } from './transfer-rule.ts';
import { restAtoms } from './transfer-ticket.ts';
import type { TransferTrip } from './transfer-ticket.ts';

/** How long what a withdrawal rule has no capacity for waits until the rule is asked about it again. */
const ASK_AGAIN_US = 1_000_000;

/**
 * Lets out what accounts withdraw to other venues. It waits in the venue's transit wallet while the venue's rule says so, while
 * withdrawals are suspended and while the venue is down; those of an asset go in the order of their coming, and none is lost.
 */
export class TransferWithdrawals {
  readonly #desk: TransferDesk;
  readonly #rule: TransferRule;
  readonly #depositsAt: (venue: number) => TransferDeposits | undefined;
  readonly #dueHandler: number;
  readonly #askHandler: number;
  /** What has left its wallet and not the venue, by the transfer's number. */
  readonly #underWay = new Map<number, TransferTrip>();
  /** What has not been let through by the rule. */
  readonly #lines = new TransferLines();
  /** What was due while the venue was down or withdrawals were suspended, oldest first. */
  readonly #late: number[] = [];
  #isAsking = false;

  constructor(desk: TransferDesk, rule: TransferRule, depositsAt: (venue: number) => TransferDeposits | undefined) {
    this.#desk = desk;
    this.#rule = rule;
    this.#depositsAt = depositsAt;
    const { calendar } = desk.kernel;
    this.#dueHandler = calendar.register((id) => this.#due(id), desk.owner);
    this.#askHandler = calendar.register(() => this.#askAgain(), desk.owner);
  }

  /** Takes over what has just been moved out of a wallet into transit. */
  take(trip: TransferTrip): void {
    const { asset } = trip.ticket;
    this.#underWay.set(trip.id, trip);
    this.#desk.tell(trip, transferStates.requested);
    if (!this.#lines.has(asset) && this.#ask(trip.id)) return;
    this.#lines.add(asset, trip.id);
    this.#desk.tell(
      trip,
      transferStates.waiting,
      this.#isOpen(trip) ? transferRefusals.noCapacity : transferRefusals.withdrawalsClosed,
    );
    this.#askLater();
  }

  /** Lets out what may go now that the venue is up or withdrawals are open again. */
  resume(): void {
    for (const id of this.#late.splice(0)) this.#due(id);
    this.#lines.letGo((id) => this.#ask(id));
    this.#askLater();
  }

  /** Visits what has not left, in the order in which it was asked for. */
  forEachUnderWay(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const trip of this.#underWay.values()) visit(trip.ticket.account, trip.ticket.asset, restAtoms(trip));
  }

  #isOpen({ ticket }: TransferTrip): boolean {
    return this.#desk.gates.isOpen('withdrawals', ticket.asset);
  }

  /** Asks the rule to let it through; false when it may not go yet. */
  #ask(id: number): boolean {
    const trip = this.#underWay.get(id)!;
    if (this.#desk.isDown() || !this.#isOpen(trip)) return false;
    // Its own fee is no reason to take up less of its capacity.
    const delayMs = this.#rule.admit({ ...trip, feeAtoms: 0 });
    if (delayMs === null) return false;
    const { calendar } = this.#desk.kernel;
    if (delayMs === 0) this.#release(trip);
    else calendar.schedule(calendar.nowUs + Math.round(delayMs * 1000), Phase.settlement, this.#dueHandler, id);
    return true;
  }

  #askAgain(): void {
    this.#isAsking = false;
    this.#lines.letGo((id) => this.#ask(id));
    this.#askLater();
  }

  #askLater(): void {
    if (this.#isAsking || this.#lines.isEmpty) return;
    this.#isAsking = true;
    const { calendar } = this.#desk.kernel;
    calendar.schedule(calendar.nowUs + ASK_AGAIN_US, Phase.settlement, this.#askHandler);
  }

  #due(id: number): void {
    const trip = this.#underWay.get(id)!;
    if (!this.#desk.isDown() && this.#isOpen(trip)) {
      this.#release(trip);
      return;
    }
    this.#late.push(id);
    // Asking is done with; only the way out is shut. What the venue holds up itself it tells nobody.
    if (!this.#desk.isDown()) this.#desk.tell(trip, transferStates.waiting, transferRefusals.withdrawalsClosed);
  }

  #release(trip: TransferTrip): void {
    this.#underWay.delete(trip.id);
    this.#desk.tell(trip, transferStates.released);
    this.#depositsAt(trip.ticket.toVenue)!.land(trip, this.#desk.transit);
  }
}
