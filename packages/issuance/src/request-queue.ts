import { Phase } from '@ebb/kernel';
import type { Kernel } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { Asset, Ledger } from '@ebb/ledger';
import { opensUs } from './business-hours.ts';
import type { IssuerAnswer, IssuerRequest, Move } from './contracts/peg.ts';
import type { Counter } from './counter.ts';
import type { IssuanceTicket, WaitingRequest } from './issuance-request.ts';
import { issuanceRefusals, requestKinds, requestStates } from './issuance-codes.ts';
import type { RequestTerms } from './issuer-terms.ts';
import { sumOf } from './pots.ts';
import type { MovedAtoms, Pots } from './pots.ts';
import type { WindowCap } from './window-cap.ts';

/** What a queue of requests of one kind is made of. */
export interface RequestQueueParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly coin: Asset;
  readonly pots: Pots;
  readonly counters: readonly Counter[];
  readonly terms: RequestTerms;
  /** Null is without limit. */
  readonly cap: WindowCap | null;
  readonly ask: (request: IssuerRequest) => IssuerAnswer;
  /** Tells of a change of a request: state, refusal, atoms of coin and of the asset. */
  readonly tell: (
    id: number,
    ticket: IssuanceTicket,
    state: number,
    refusal: number,
    coins: number,
    asset: number,
  ) => number;
}

/** What was decided for a requester and is paid later. */
interface Payout {
  readonly id: number;
  readonly ticket: IssuanceTicket;
  readonly moved: readonly MovedAtoms[];
  readonly coinAtoms: number;
  readonly assetAtoms: number;
}

/**
 * Requests to mint, or to redeem, first come first served. What a request brings waits in escrow until its turn; what it is
 * then paid moves out of the issuer's pots at once, into the payouts where it is not at once handed over, so that nothing is
 * promised twice. One that its mechanism cannot serve yet keeps its place, and those behind it wait.
 */
export class RequestQueue {
  readonly #parts: RequestQueueParts;
  readonly #queue: WaitingRequest[] = [];
  readonly #payouts = new Map<number, Payout>();
  readonly #turnHandler: number;
  readonly #payHandler: number;
  readonly #reason: number;
  #payoutCount = 0;
  #wakeUs = 0;

  constructor(parts: RequestQueueParts) {
    const { coin, kernel, ledger } = parts;
    this.#parts = parts;
    const owner = { plugin: 'issuance', instance: coin.symbol };
    this.#turnHandler = kernel.calendar.register(() => this.process(), owner);
    this.#payHandler = kernel.calendar.register((payout) => this.#pay(payout), owner);
    this.#reason = ledger.registerReason('issuance');
  }

  /** Requests that wait. */
  get length(): number {
    return this.#queue.length;
  }

  /** What they brought and still wait with, in atoms. */
  get waitingAtoms(): number {
    let atoms = 0;
    for (const { ticket, coinAtoms, assetAtoms } of this.#queue) {
      atoms += ticket.kind === requestKinds.redeem ? coinAtoms : assetAtoms;
    }
    return atoms;
  }

  /** Visits what has been taken from accounts and what has been decided but not paid, by account. */
  forEachHeld(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const { ticket, coinAtoms, assetAtoms } of this.#queue) {
      const isMint = ticket.kind === requestKinds.mint;
      visit(ticket.account, isMint ? ticket.asset : this.#parts.coin.index, isMint ? assetAtoms : coinAtoms);
    }
    for (const { ticket, moved } of this.#payouts.values()) {
      for (const { asset, atoms } of moved) visit(ticket.account, asset, atoms);
    }
  }

  /** Puts a request at the end of the queue, whose assets are in escrow already. */
  add(id: number, ticket: IssuanceTicket): void {
    const { nowUs } = this.#parts.kernel.calendar;
    const readyUs = nowUs + this.#parts.terms.delayUs;
    const { coinAtoms, assetAtoms } = ticket;
    this.#queue.push({ id, ticket, readyUs, coinAtoms, assetAtoms });
    if (readyUs === nowUs) this.process();
    else this.#wake(readyUs);
  }

  /** Gives their turn to all requests whose time has come, as far as hours, cap and mechanism let them. */
  process(): void {
    const { cap, kernel, terms } = this.#parts;
    const { nowUs } = kernel.calendar;
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const dueUs = terms.hours === null ? head.readyUs : opensUs(terms.hours, Math.max(nowUs, head.readyUs));
      if (dueUs > nowUs) return this.#wake(dueUs);
      const brought = this.#broughtBy(head);
      const part = cap === null ? brought : this.#partOf(head, cap);
      if (part === 0 && brought > 0) return this.#wake(cap!.nextUs(nowUs));
      if (!this.#serve(head, part)) return;
    }
  }

  /**
   * Atoms that a cap leaves of what a request brought. One that wants exactly so much is not split: it waits for a window that holds
   * it, or, being larger than any, for the beginning of one.
   */
  #partOf(head: WaitingRequest, cap: WindowCap): number {
    const { nowUs } = this.#parts.kernel.calendar;
    const brought = this.#broughtBy(head);
    const given = this.#givenBy(head.ticket);
    const left = atomsAtOrBelow(given, cap.left(nowUs));
    const isExact = (head.ticket.kind === requestKinds.mint ? head.coinAtoms : head.assetAtoms) > 0;
    if (!isExact || brought <= left) return Math.min(brought, left);
    return cap.isFresh(nowUs) ? brought : 0;
  }

  /** Serves (a part of) the request at the head; false when it has to wait. */
  #serve(head: WaitingRequest, part: number): boolean {
    const { ask, cap, coin, kernel, ledger, pots, terms } = this.#parts;
    const { ticket } = head;
    const isMint = ticket.kind === requestKinds.mint;
    const fee = Math.min(part, Math.ceil(part * terms.fee));
    const wanted = isMint ? head.coinAtoms : head.assetAtoms;
    const asset = ledger.assets[ticket.asset];
    const coins = (isMint ? wanted : part - fee) / coin.atomsPerUnit;
    const amount = (isMint ? part - fee : wanted) / asset.atomsPerUnit;
    const nowMs = kernel.calendar.nowUs / 1000;
    const answer = ask({ account: ticket.account, coins, asset: asset.symbol, amount, nowMs });
    if ('wait' in answer) return false;
    if ('refuse' in answer) {
      this.#leave(head, issuanceRefusals[answer.refuse]);
      return true;
    }
    const given = this.#givenBy(ticket);
    const charged: Move[] = fee === 0 ? [] : [this.#feeMove(given, fee, isMint)];
    const wallet = this.#walletOf(ticket);
    const to = terms.payoutUs === 0 ? wallet : pots.payouts;
    const mostAtoms = (index: number): number => (index === given.index ? part : 0);
    const moved = pots.apply([...answer.moves, ...charged], { from: pots.escrow, to, mostAtoms });
    if (moved === null) return false;
    // Only what is dealt with counts for the cap: what is refused leaves the window to others.
    cap?.use(part / given.atomsPerUnit, kernel.calendar.nowUs);
    answer.done?.();
    const taken = sumOf(moved, given.index, 'from', pots.escrow);
    this.#handBack(ticket, given.index, part - taken);
    if (isMint) head.assetAtoms -= part;
    else head.coinAtoms -= part;
    if (isMint) head.coinAtoms -= wanted;
    else head.assetAtoms -= wanted;
    if (this.#broughtBy(head) === 0) this.#queue.shift();
    this.#paid(head.id, ticket, moved, isMint, taken, to);
    return true;
  }

  #paid(
    id: number,
    ticket: IssuanceTicket,
    moved: readonly MovedAtoms[],
    isMint: boolean,
    taken: number,
    to: number,
  ): void {
    const { coin, kernel, pots, tell, terms } = this.#parts;
    const coinAtoms = isMint ? sumOf(moved, coin.index, 'to', to) : -taken;
    const assetAtoms = isMint ? -taken : sumOf(moved, ticket.asset, 'to', to);
    if (to !== pots.payouts) {
      tell(id, ticket, requestStates.paid, issuanceRefusals.none, coinAtoms, assetAtoms);
      return;
    }
    tell(id, ticket, requestStates.executed, issuanceRefusals.none, coinAtoms, assetAtoms);
    const payout = ++this.#payoutCount;
    const due = moved.filter((each) => each.to === to);
    this.#payouts.set(payout, { id, ticket, moved: due, coinAtoms, assetAtoms });
    const { calendar } = kernel;
    calendar.schedule(calendar.nowUs + terms.payoutUs, Phase.settlement, this.#payHandler, payout);
  }

  #pay(number: number): void {
    const { ledger, pots, tell } = this.#parts;
    const { id, ticket, moved, coinAtoms, assetAtoms } = this.#payouts.get(number)!;
    this.#payouts.delete(number);
    const wallet = this.#walletOf(ticket);
    for (const { asset, atoms } of moved) this.#move(pots.payouts, wallet, asset, atoms, ledger);
    tell(id, ticket, requestStates.paid, issuanceRefusals.none, coinAtoms, assetAtoms);
  }

  /** Ends a request at the head and gives back what it brought. */
  #leave(head: WaitingRequest, refusal: number): void {
    const { id, ticket } = head;
    this.#queue.shift();
    this.#handBack(ticket, this.#givenBy(ticket).index, this.#broughtBy(head));
    this.#parts.tell(id, ticket, requestStates.refused, refusal, head.coinAtoms, head.assetAtoms);
  }

  #feeMove(given: Asset, fee: number, isMint: boolean): Move {
    const amount = fee / given.atomsPerUnit;
    return { asset: given.symbol, amount, from: 'requester', to: isMint ? 'reserve' : 'supply' };
  }

  #handBack(ticket: IssuanceTicket, asset: number, atoms: number): void {
    const { ledger, pots } = this.#parts;
    if (atoms > 0) this.#move(pots.escrow, this.#walletOf(ticket), asset, atoms, ledger);
  }

  #move(from: number, to: number, asset: number, atoms: number, ledger: Ledger): void {
    if (ledger.transfer(from, to, asset, atoms, this.#reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot hand over ${atoms} atoms of ${ledger.assets[asset].symbol}`);
  }

  #walletOf({ account, counter }: IssuanceTicket): number {
    return this.#parts.counters[counter].walletOf(account);
  }

  /** The asset that a request brings. */
  #givenBy({ kind, asset }: IssuanceTicket): Asset {
    const { coin, ledger } = this.#parts;
    return kind === requestKinds.mint ? ledger.assets[asset] : coin;
  }

  #broughtBy({ ticket, coinAtoms, assetAtoms }: WaitingRequest): number {
    return ticket.kind === requestKinds.mint ? assetAtoms : coinAtoms;
  }

  #wake(atUs: number): void {
    const { calendar } = this.#parts.kernel;
    if (this.#wakeUs > calendar.nowUs && this.#wakeUs <= atUs) return;
    this.#wakeUs = atUs;
    calendar.schedule(atUs, Phase.settlement, this.#turnHandler);
  }
}
