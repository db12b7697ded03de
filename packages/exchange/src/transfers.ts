import { NO_WALLET, walletKindName, walletKinds } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import { Phase } from '@ebb/kernel';
import type { Topic } from '@ebb/kernel';
import type { TransferPolicy } from './contracts/transfer.ts';
import { transferRefusals, transferStates } from './transfer-codes.ts';
import type { TransferRefusalCode, TransferWay } from './transfer-codes.ts';
import { TransferDeposits } from './transfer-deposits.ts';
import { TransferDesk } from './transfer-desk.ts';
import type { TransferDeskParts } from './transfer-desk.ts';
import type { TransferHalt, TransferPlace } from './transfer-facts.ts';
import { ANY_ASSET } from './transfer-gates.ts';
import { TransferRule } from './transfer-rule.ts';
import { restAtoms } from './transfer-ticket.ts';
import type { TransferTicket, TransferTrip } from './transfer-ticket.ts';

/** What the transfers of a venue are made of. */
export interface TransfersParts extends TransferDeskParts {
  /** The rules of each way, by its name in a venue's policies. */
  readonly policies: {
    readonly transfer?: TransferPolicy | undefined;
    readonly withdrawal?: TransferPolicy | undefined;
    readonly deposit?: TransferPolicy | undefined;
  };
  /** Atoms of an asset that the account may take out of the wallet it trades from: free, and not needed as margin. */
  readonly spendableAtoms: (account: number, asset: number) => number;
  readonly isInLiquidation: (account: number) => boolean;
  /** What comes in at the venue of an index. */
  readonly depositsAt: (venue: number) => TransferDeposits | undefined;
}

const INSTANT: TransferPolicy = { admit: () => 0 };

/**
 * Moves assets between the wallets of an account on one venue, and out of it to another. What a venue has taken in waits in its
 * transit wallet and goes on even if transfers are suspended meanwhile; a venue that is down lets it go when it is up again.
 */
export class Transfers {
  /** What comes in from other venues. */
  readonly deposits: TransferDeposits;
  readonly #parts: TransfersParts;
  readonly #desk: TransferDesk;
  readonly #internal: TransferRule;
  readonly #withdrawal: TransferRule;
  readonly #handler: number;
  /** What has left its wallet and neither arrived nor left the venue, by the transfer's number. */
  readonly #underWay = new Map<number, TransferTrip>();
  /** What was due while the venue was down, oldest first. */
  readonly #late: number[] = [];

  constructor(parts: TransfersParts) {
    const { kernel, name, places, policies } = parts;
    this.#parts = parts;
    const rule = (slot: keyof TransfersParts['policies']): TransferRule =>
      new TransferRule(policies[slot] ?? INSTANT, kernel.calendar, places, `the ${slot} policy of ${name.venue}`);
    this.#desk = new TransferDesk(parts);
    this.#internal = rule('transfer');
    this.#withdrawal = rule('withdrawal');
    this.#handler = kernel.calendar.register((id) => this.#due(id), this.#desk.owner);
    this.deposits = new TransferDeposits(this.#desk, rule('deposit'));
  }

  /** Suspensions of the venue's transfers, and their ends. */
  get halts(): Topic<TransferPlace, [number, number, number], TransferHalt> {
    return this.#desk.gates.topic;
  }

  /** Whether the venue takes transfers of a way, as a whole or of one asset. */
  isOpen(way: TransferWay = 'internal', asset = ANY_ASSET): boolean {
    return this.#desk.gates.isOpen(way, asset);
  }

  /**
   * Suspends or resumes the transfers of a way, all or those of one asset, and tells everyone. What was taken in before arrives
   * all the same, but for deposits: these wait, and are credited when they reopen.
   */
  setOpen(open: boolean, way: TransferWay = 'internal', asset = ANY_ASSET): void {
    if (this.#desk.gates.set(open, way, asset) && open && way === 'deposits') this.deposits.resume();
  }

  /** The account's wallet of a kind, opened if it has none. */
  walletOf(account: number, kind: WalletKind): number {
    return this.#desk.walletOf(account, kind);
  }

  /**
   * Takes in a transfer that has reached the venue, or refuses it with a reason; both are told to the account. Throws for one to
   * a venue that is not there.
   */
  arrived(id: number, ticket: TransferTicket, overloaded: boolean): void {
    const { wallets, name } = this.#parts;
    const asked: TransferTrip = { id, venue: name.index, ticket, feeAtoms: 0 };
    const rule = this.#isInternal(ticket) ? this.#internal : this.#withdrawal;
    if (rule === this.#withdrawal) this.#depositsOf(ticket);
    let refusal = overloaded ? transferRefusals.overloaded : this.#refusal(ticket);
    const feeAtoms = refusal === transferRefusals.none ? rule.feeAtoms(asked) : 0;
    if (feeAtoms >= ticket.atoms) refusal = transferRefusals.belowFee;
    const delayMs = refusal === transferRefusals.none ? rule.admit(asked) : null;
    if (refusal === transferRefusals.none && delayMs === null) refusal = transferRefusals.noCapacity;
    if (delayMs === null) {
      this.#desk.tell(asked, transferStates.refused, refusal);
      return;
    }
    const trip = { ...asked, feeAtoms };
    const wallet = wallets.find(ticket.account, walletKindName(ticket.from));
    this.#desk.move(wallet, this.#desk.transit, ticket.asset, restAtoms(trip));
    this.#desk.move(wallet, this.#desk.feeWallet, ticket.asset, feeAtoms);
    this.#underWay.set(id, trip);
    this.#begin(trip, delayMs);
  }

  /** Lets go what was due while the venue was down, and credits what came in. */
  resume(): void {
    for (const id of this.#late.splice(0)) this.#goOn(id);
    this.deposits.resume();
  }

  /** Visits what has left a wallet and, as far as it is at this venue, not arrived in another; by stage in its order. */
  forEachUnderWay(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const trip of this.#underWay.values()) visit(trip.ticket.account, trip.ticket.asset, restAtoms(trip));
    this.deposits.forEachUnderWay(visit);
  }

  #depositsOf({ toVenue }: TransferTicket): TransferDeposits {
    const deposits = this.#parts.depositsAt(toVenue);
    if (deposits === undefined) throw new RangeError(`${this.#parts.name.venue} knows no venue ${toVenue}`);
    return deposits;
  }

  #isInternal({ toVenue }: TransferTicket): boolean {
    return toVenue === this.#parts.name.index;
  }

  #refusal(ticket: TransferTicket): TransferRefusalCode {
    const { account, asset, atoms, from } = ticket;
    const { isInLiquidation, ledger, spendableAtoms, wallets } = this.#parts;
    if (this.#desk.isDown()) return transferRefusals.venueDown;
    if (this.#isInternal(ticket)) {
      if (!this.isOpen('internal', asset)) return transferRefusals.transfersClosed;
    } else if (!this.isOpen('withdrawals', asset)) return transferRefusals.withdrawalsClosed;
    const isTrading = from === walletKinds.trading;
    if (isTrading && isInLiquidation(account)) return transferRefusals.inLiquidation;
    const wallet = wallets.find(account, walletKindName(from));
    if (wallet === NO_WALLET) return transferRefusals.insufficientBalance;
    const free = ledger.free(wallet, asset);
    const most = isTrading ? Math.min(free, spendableAtoms(account, asset)) : free;
    return atoms <= most ? transferRefusals.none : transferRefusals.insufficientBalance;
  }

  #begin(trip: TransferTrip, delayMs: number): void {
    const { calendar, causality } = this.#parts.kernel;
    const seq = this.#desk.tell(trip, transferStates.requested);
    if (delayMs === 0) {
      this.#goOn(trip.id);
      return;
    }
    const dueUs = calendar.nowUs + Math.round(delayMs * 1000);
    calendar.scheduleCaused(seq, causality.origin, dueUs, Phase.settlement, this.#handler, trip.id);
  }

  #due(id: number): void {
    if (this.#desk.isDown()) this.#late.push(id);
    else this.#goOn(id);
  }

  /** Hands over what stays on the venue; what leaves it lands at the other. */
  #goOn(id: number): void {
    const trip = this.#underWay.get(id)!;
    this.#underWay.delete(id);
    if (this.#isInternal(trip.ticket)) {
      this.#desk.deliver(trip);
      return;
    }
    this.#desk.tell(trip, transferStates.released);
    this.#depositsOf(trip.ticket).land(trip, this.#desk.transit);
  }
}
