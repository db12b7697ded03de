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
import { TransferWithdrawals } from './transfer-withdrawals.ts';

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
  readonly #withdrawals: TransferWithdrawals;
  readonly #handler: number;
  /** What has left its wallet for another on the venue and not arrived, by the transfer's number. */
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
    this.#withdrawals = new TransferWithdrawals(this.#desk, this.#withdrawal, parts.depositsAt);
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
   * Suspends or resumes the transfers of a way, all or those of one asset, and tells everyone. What was taken in between
   * wallets arrives all the same; withdrawals and deposits wait, those asked for meanwhile too, and go on when they reopen.
   */
  setOpen(open: boolean, way: TransferWay = 'internal', asset = ANY_ASSET): void {
    if (!this.#desk.gates.set(open, way, asset) || !open) return;
    if (way === 'deposits') this.deposits.resume();
    else if (way === 'withdrawals') this.#withdrawals.resume();
  }

  /** Lets transfers between wallets take so much longer from now on, with this share of their rule's capacity in units. */
  setPace(addMs: number, capacity: number): void {
    this.#internal.setPace(addMs, capacity);
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
    const isInternal = this.#isInternal(ticket);
    if (!isInternal) this.#checkTarget(ticket);
    const rule = isInternal ? this.#internal : this.#withdrawal;
    let refusal = overloaded ? transferRefusals.overloaded : this.#refusal(ticket);
    const feeAtoms = refusal === transferRefusals.none ? rule.feeAtoms(asked) : 0;
    if (feeAtoms >= ticket.atoms) refusal = transferRefusals.belowFee;
    const delayMs = isInternal && refusal === transferRefusals.none ? rule.admit(asked) : 0;
    if (delayMs === null) refusal = transferRefusals.noCapacity;
    if (refusal !== transferRefusals.none) {
      this.#desk.tell(asked, transferStates.refused, refusal);
      return;
    }
    const trip = { ...asked, feeAtoms };
    const wallet = wallets.find(ticket.account, walletKindName(ticket.from));
    this.#desk.move(wallet, this.#desk.transit, ticket.asset, restAtoms(trip));
    this.#desk.move(wallet, this.#desk.feeWallet, ticket.asset, feeAtoms);
    if (isInternal) this.#begin(trip, delayMs ?? 0);
    else this.#withdrawals.take(trip);
  }

  /** Lets go what was due while the venue was down, and credits what came in. */
  resume(): void {
    for (const id of this.#late.splice(0)) this.#goOn(id);
    this.#withdrawals.resume();
    this.deposits.resume();
  }

  /** Visits what has left a wallet and, as far as it is at this venue, not arrived in another; by stage in its order. */
  forEachUnderWay(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const trip of this.#underWay.values()) visit(trip.ticket.account, trip.ticket.asset, restAtoms(trip));
    this.#withdrawals.forEachUnderWay(visit);
    this.deposits.forEachUnderWay(visit);
  }

  #checkTarget({ toVenue }: TransferTicket): void {
    const { depositsAt, name } = this.#parts;
    if (depositsAt(toVenue) === undefined) throw new RangeError(`${name.venue} knows no venue ${toVenue}`);
  }

  #isInternal({ toVenue }: TransferTicket): boolean {
    return toVenue === this.#parts.name.index;
  }

  #refusal(ticket: TransferTicket): TransferRefusalCode {
    const { account, asset, atoms, from } = ticket;
    const { isInLiquidation, ledger, spendableAtoms, wallets } = this.#parts;
    if (this.#desk.isDown()) return transferRefusals.venueDown;
    if (this.#isInternal(ticket) && !this.isOpen('internal', asset)) return transferRefusals.transfersClosed;
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
    this.#underWay.set(trip.id, trip);
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

  /** Hands over what stays on the venue. */
  #goOn(id: number): void {
    const trip = this.#underWay.get(id)!;
    this.#underWay.delete(id);
    this.#desk.deliver(trip);
  }
}
