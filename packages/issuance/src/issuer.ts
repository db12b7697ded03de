import { NO_WALLET } from '@ebb/clearing';
import { Phase } from '@ebb/kernel';
import type { Kernel, PrivateTopic } from '@ebb/kernel';
import type { Asset, Ledger } from '@ebb/ledger';
import { Books } from './books.ts';
import { checkAnswer } from './check-answer.ts';
import type { IssuerAnswer, IssuerBooks, Peg } from './contracts/peg.ts';
import type { Counter, IssuerHoldings } from './counter.ts';
import { issuance } from './facts.ts';
import type { Issuance, IssuerName } from './facts.ts';
import { issuanceRefusals, requestKinds, requestStates } from './issuance-codes.ts';
import type { ActionTicket, IssuanceTicket } from './issuance-request.ts';
import type { IssuerTerms, RequestTerms } from './issuer-terms.ts';
import { Lots } from './lots.ts';
import { Pots, sumOf } from './pots.ts';
import { Reports } from './reports.ts';
import { RequestQueue } from './request-queue.ts';
import { WindowCap } from './window-cap.ts';

/** What an issuer is made of. */
export interface IssuerParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: IssuerName;
  /** All issuers of the world by index of their coin, what facts about requests are about. */
  readonly names: readonly IssuerName[];
  /** Symbols of the coins that it makes, its own first. */
  readonly coins: readonly string[];
  /** What its par is reckoned in; empty for the scenario's unit of account. */
  readonly reference: string;
  /** The account that its desk trades with, and that account's wallet at its home. */
  readonly account: number;
  readonly reserve: number;
  /** Where accounts deal with it; the first is its home. */
  readonly counters: readonly Counter[];
  readonly holdings: IssuerHoldings;
  readonly terms: IssuerTerms;
}

/** An issuer's desk: takes requests, lets its mechanism decide, moves what it decides and publishes what stands behind its coin. */
export class Issuer {
  readonly name: IssuerName;
  readonly books: IssuerBooks;
  readonly reports: Reports;
  readonly reference: string;
  readonly counters: readonly Counter[];
  readonly #parts: IssuerParts;
  readonly #coin: Asset;
  readonly #pots: Pots;
  readonly #facts: PrivateTopic<IssuerName, [number, number, number, number, number, number, number, number], Issuance>;
  readonly #mints: RequestQueue;
  readonly #redemptions: RequestQueue;
  /** When an account asked last, microseconds. */
  readonly #asked = new Map<number, number>();
  readonly #upkeepHandler: number;
  #peg: Peg | null = null;
  #parity = NaN;

  constructor(parts: IssuerParts) {
    const { account, coins, counters, holdings, kernel, ledger, name, names, reference, reserve, terms } = parts;
    this.#parts = parts;
    this.name = name;
    this.reference = reference;
    this.counters = counters;
    this.#coin = ledger.assets[name.index];
    this.#pots = new Pots({ ledger, coin: name.coin, coins, reserve, counters, holdings });
    const lots = new Lots(kernel.bus, name);
    this.books = new Books({
      ledger,
      coin: this.#coin,
      coins,
      reference,
      account,
      pots: this.#pots,
      holdings,
      waitingAtoms: () => this.#redemptions.waitingAtoms,
      offer: (asset, amount, debt, endsMs) => lots.offer(asset, amount, debt, endsMs),
      sold: (lot, winner, amount, paid, closed) => lots.sold(lot, winner, amount, paid, closed),
    });
    this.reports = new Reports(kernel, name, terms.report);
    this.#facts = kernel.bus.privateTopic(issuance, names);
    this.#mints = this.#queueOf(terms.mint, (request) => this.#playing.mint(request));
    this.#redemptions = this.#queueOf(terms.redeem, (request) => this.#playing.redeem(request));
    const owner = { plugin: 'issuance', instance: name.coin };
    this.#upkeepHandler = kernel.calendar.register(() => this.#upkeep(), owner);
  }

  /** All issuers by index of their coin. */
  get names(): readonly IssuerName[] {
    return this.#parts.names;
  }

  /** The wallet of one of its pots. */
  walletOf(pot: string): number {
    return this.#pots.walletOf(pot);
  }

  /** All its pots but escrow and payouts, its wallets on venues left out. */
  pots(): readonly number[] {
    const onVenues = new Set(this.#parts.holdings.wallets);
    return [...this.#pots.wallets()].filter((wallet) => !onVenues.has(wallet));
  }

  /** What one coin is worth by the mechanism's terms, as last published; NaN before the first upkeep. */
  get parity(): number {
    return this.#parity;
  }

  /** The account that the issuer's desk trades with. */
  get account(): number {
    return this.#parts.account;
  }

  /** The words of the mechanism's actions. */
  get actions(): readonly string[] {
    return this.#playing.actions ?? [];
  }

  /** Debtors of the mechanism. */
  positions(): ReturnType<NonNullable<Peg['positions']>> {
    return this.#playing.positions?.() ?? [];
  }

  /** Throws a RangeError for what a method of its mechanism returned, when it makes no sense. */
  checkAnswer(method: string, result: unknown): void {
    checkAnswer(method, result, (move) => this.#pots.check(move, method !== 'upkeep'));
  }

  /** Sets the mechanism to work; its first upkeep comes at the start of the run. */
  play(peg: Peg): void {
    this.#peg = peg;
    const { calendar } = this.#parts.kernel;
    calendar.scheduleCaused(0, 0, calendar.nowUs, Phase.settlement, this.#upkeepHandler);
  }

  /** Takes in a request that has reached the issuer, or refuses it; both are told to the account. */
  arrived(id: number, ticket: IssuanceTicket, overloaded: boolean): void {
    const { kernel, ledger } = this.#parts;
    const refusal = overloaded ? issuanceRefusals.overloaded : this.#refusal(ticket);
    const { account, counter, kind, asset, coinAtoms, assetAtoms } = ticket;
    if (refusal !== issuanceRefusals.none) {
      this.#tell(id, ticket, requestStates.refused, refusal, coinAtoms, assetAtoms);
      return;
    }
    const isMint = kind === requestKinds.mint;
    const wallet = this.counters[counter].walletOf(account);
    const [given, atoms] = isMint ? [asset, assetAtoms] : [this.#coin.index, coinAtoms];
    ledger.transfer(wallet, this.#pots.escrow, given, atoms, ledger.registerReason('issuance'));
    this.#asked.set(account, kernel.calendar.nowUs);
    this.#tell(id, ticket, requestStates.queued, issuanceRefusals.none, coinAtoms, assetAtoms);
    (isMint ? this.#mints : this.#redemptions).add(id, ticket);
  }

  /** Lets the mechanism answer an action that has reached the issuer. */
  acted(id: number, { account, action, a, b, c, counter }: ActionTicket, overloaded: boolean): void {
    const { kernel } = this.#parts;
    const word = this.actions[action];
    const place = this.counters[counter];
    const ticket = {
      account,
      kind: requestKinds.action,
      coinAtoms: 0,
      asset: this.#coin.index,
      assetAtoms: 0,
      counter,
    };
    const refuse = (code: number): void => void this.#tell(id, ticket, requestStates.refused, code, 0, 0);
    if (overloaded) return refuse(issuanceRefusals.overloaded);
    if (place.isDown()) return refuse(issuanceRefusals.venueDown);
    const nowMs = kernel.calendar.nowUs / 1000;
    const answer = this.#playing.act!({ account, action: word, a, b, c, nowMs });
    if ('wait' in answer) return refuse(issuanceRefusals.closed);
    if ('refuse' in answer) return refuse(issuanceRefusals[answer.refuse]);
    const wallet = place.walletOf(account);
    const mostAtoms = (asset: number): number => place.spendableAtoms(account, asset);
    const moved = this.#pots.apply(answer.moves, { from: wallet, to: wallet, mostAtoms });
    if (moved === null) return refuse(issuanceRefusals.insufficientBalance);
    answer.done?.();
    const coins = sumOf(moved, this.#coin.index, 'to', wallet) - sumOf(moved, this.#coin.index, 'from', wallet);
    this.#tell(id, ticket, requestStates.paid, issuanceRefusals.none, coins, 0);
  }

  /** Visits what waits for accounts: in escrow, and in payouts. */
  forEachHeld(visit: (account: number, asset: number, atoms: number) => void): void {
    this.#mints.forEachHeld(visit);
    this.#redemptions.forEachHeld(visit);
  }

  get #playing(): Peg {
    if (this.#peg === null) throw new Error(`the issuer of ${this.name.coin} has no mechanism yet`);
    return this.#peg;
  }

  #refusal(ticket: IssuanceTicket): number {
    const { kernel, terms } = this.#parts;
    const { account, asset, assetAtoms, coinAtoms, counter, kind } = ticket;
    const place = this.counters[counter];
    if (place.isDown()) return issuanceRefusals.venueDown;
    if (terms.whitelisted !== null && !terms.whitelisted(account)) return issuanceRefusals.notWhitelisted;
    const last = this.#asked.get(account);
    if (last !== undefined && kernel.calendar.nowUs < last + terms.cooldownUs) return issuanceRefusals.cooldown;
    const isMint = kind === requestKinds.mint;
    if ((isMint ? this.#mints : this.#redemptions).length >= terms.queue) return issuanceRefusals.queueFull;
    const [given, atoms] = isMint ? [asset, assetAtoms] : [this.#coin.index, coinAtoms];
    if (place.walletOf(account) === NO_WALLET) return issuanceRefusals.insufficientBalance;
    return atoms <= place.spendableAtoms(account, given) ? issuanceRefusals.none : issuanceRefusals.insufficientBalance;
  }

  #upkeep(): void {
    const { kernel, terms } = this.#parts;
    const { calendar } = kernel;
    const peg = this.#playing;
    const moves = peg.upkeep?.(calendar.nowUs / 1000) ?? [];
    if (moves.length > 0 && this.#pots.apply(moves, null) === null) {
      throw new Error(`the upkeep of ${this.name.coin} moves what is not there: ${JSON.stringify(moves)}`);
    }
    this.#mints.process();
    this.#redemptions.process();
    this.#publish(peg);
    calendar.scheduleCaused(0, 0, calendar.nowUs + terms.upkeepUs, Phase.settlement, this.#upkeepHandler);
  }

  #publish(peg: Peg): void {
    const { assets, liquid, liabilities } = peg.backing();
    const parity = peg.parity?.() ?? 1;
    for (const [what, number] of Object.entries({ assets, liquid, liabilities, parity })) {
      if (!Number.isFinite(number)) throw new RangeError(`the peg of ${this.name.coin} says its ${what} are ${number}`);
    }
    this.#parity = parity;
    const { atomsPerUnit } = this.#coin;
    const circulating = Math.round(this.books.circulating() * atomsPerUnit);
    const requests = this.#mints.length + this.#redemptions.length;
    this.reports.publish([assets, liquid, liabilities, parity, circulating, this.#redemptions.waitingAtoms, requests]);
  }

  #queueOf(terms: RequestTerms, ask: (request: Parameters<Peg['mint']>[0]) => IssuerAnswer): RequestQueue {
    const { counters, kernel, ledger } = this.#parts;
    const { cap } = terms;
    return new RequestQueue({
      kernel,
      ledger,
      coin: this.#coin,
      pots: this.#pots,
      counters,
      terms,
      cap: cap === null ? null : new WindowCap(cap.units, cap.perUs, kernel.calendar.nowUs),
      ask,
      tell: (id, ticket, state, refusal, coins, asset) => this.#tell(id, ticket, state, refusal, coins, asset),
    });
  }

  #tell(id: number, ticket: IssuanceTicket, state: number, refusal: number, coins: number, assetAtoms: number): number {
    const { account, kind, asset } = ticket;
    return this.#facts.publish(this.name.index, account, id, kind, state, refusal, coins, asset, assetAtoms);
  }
}
