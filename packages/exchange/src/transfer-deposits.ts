import { Phase } from '@ebb/kernel';
import { transferRefusals, transferStates } from './transfer-codes.ts';
import type { TransferDesk } from './transfer-desk.ts';
import { TransferLines } from './transfer-lines.ts';
import type { TransferRule } from './transfer-rule.ts';
import { restAtoms } from './transfer-ticket.ts';
import type { TransferTrip } from './transfer-ticket.ts';

/** How long what a deposit rule has no capacity for waits until the rule is asked about it again. */
const ASK_AGAIN_US = 1_000_000;

/**
 * Takes in what comes to a venue from others, and credits it when the venue's rule for deposits has let it through. It waits
 * in the venue's transit wallet while the rule says so, while deposits are suspended and while the venue is down; it never goes
 * back, and is credited to whoever it was sent to, in liquidation or not.
 */
export class TransferDeposits {
  readonly #desk: TransferDesk;
  readonly #rule: TransferRule;
  readonly #creditHandler: number;
  readonly #askHandler: number;
  /** What has landed and is not credited, by the transfer's number. */
  readonly #underWay = new Map<number, TransferTrip>();
  /** What the rule had no capacity for yet. */
  readonly #lines = new TransferLines();
  /** What was due while the venue was down or deposits were suspended, oldest first. */
  readonly #late: number[] = [];

  constructor(desk: TransferDesk, rule: TransferRule) {
    this.#desk = desk;
    this.#rule = rule;
    const { calendar } = desk.kernel;
    this.#creditHandler = calendar.register((id) => this.#credit(id), desk.owner);
    this.#askHandler = calendar.register(() => this.#askAgain(), desk.owner);
  }

  /** Takes in what another venue releases from a wallet of its own. */
  land(trip: TransferTrip, from: number): void {
    this.#desk.move(from, this.#desk.transit, trip.ticket.asset, restAtoms(trip));
    this.#underWay.set(trip.id, trip);
    const { asset } = trip.ticket;
    // Whoever comes while others wait for capacity waits behind them.
    if (!this.#lines.has(asset) && this.#ask(trip.id)) return;
    if (this.#lines.isEmpty) this.#askLater();
    this.#lines.add(asset, trip.id);
    this.#desk.tell(trip, transferStates.waiting, transferRefusals.noCapacity);
  }

  /** Credits what was due while the venue was down or deposits suspended, as far as it may go now. */
  resume(): void {
    for (const id of this.#late.splice(0)) this.#credit(id);
  }

  /** Visits what has landed and is not credited, in the order in which it did. */
  forEachUnderWay(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const trip of this.#underWay.values()) visit(trip.ticket.account, trip.ticket.asset, restAtoms(trip));
  }

  /** Asks the rule to let it through, and takes the fee; false when there is no capacity. */
  #ask(id: number): boolean {
    const landed = this.#underWay.get(id)!;
    const { asset } = landed.ticket;
    const fee = Math.min(this.#rule.feeAtoms(landed), restAtoms(landed));
    const delayMs = this.#rule.admit(landed);
    if (delayMs === null) return false;
    this.#desk.move(this.#desk.transit, this.#desk.feeWallet, asset, fee);
    this.#underWay.set(id, { ...landed, feeAtoms: landed.feeAtoms + fee });
    const { calendar } = this.#desk.kernel;
    if (delayMs === 0) this.#credit(id);
    else calendar.schedule(calendar.nowUs + Math.round(delayMs * 1000), Phase.settlement, this.#creditHandler, id);
    return true;
  }

  /** In the order of their landing, each asset on its own. */
  #askAgain(): void {
    this.#lines.letGo((id) => this.#ask(id));
    if (!this.#lines.isEmpty) this.#askLater();
  }

  #askLater(): void {
    const { calendar } = this.#desk.kernel;
    calendar.schedule(calendar.nowUs + ASK_AGAIN_US, Phase.settlement, this.#askHandler);
  }

  #credit(id: number): void {
    const trip = this.#underWay.get(id)!;
    if (this.#desk.isDown() || !this.#desk.gates.isOpen('deposits', trip.ticket.asset)) {
      this.#late.push(id);
      if (!this.#desk.isDown()) this.#desk.tell(trip, transferStates.waiting, transferRefusals.depositsClosed);
      return;
    }
    this.#underWay.delete(id);
    this.#desk.deliver(trip);
  }
}
