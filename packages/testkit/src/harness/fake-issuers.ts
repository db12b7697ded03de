import {
  issuance,
  issuanceRefusals,
  issuerReport,
  lotOffered,
  lotSold,
  requestKinds,
  requestStates,
} from '@ebb/issuance';
import type { IssuanceRefusal, RequestKind } from '@ebb/issuance';
import type { Kernel } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { IssuerDesk, RequestId } from '@ebb/sdk';
import type { FakeAccounts } from './fake-accounts.ts';
import type { FakeIssuer } from './fake-issuer.ts';
import type { FakeWorld } from './fake-world.ts';
import type { SentIntent } from './sent-intent.ts';

interface OpenRequest {
  readonly issuer: FakeIssuer;
  readonly account: number;
  readonly kind: RequestKind;
  readonly venue: string;
  readonly asset: string;
  /** Units of the coin and of the asset; what the request brings, and what it wants of the other (0: what it is worth). */
  readonly coins: number;
  readonly amount: number;
}

/** What an issuer is to pay for a request, in units; what is absent is what the request wants, or what it is worth at par. */
export interface PaidRequest {
  readonly coins?: number;
  readonly amount?: number;
}

/** Takes the requests that agents send to issuers, and answers as the test says, or at once by itself. */
export class FakeIssuers {
  readonly #kernel: Kernel;
  readonly #world: FakeWorld;
  readonly #accounts: FakeAccounts;
  readonly #note: (intent: Omit<SentIntent, 'atMs'>) => void;
  readonly #atOnce: boolean;
  readonly #open = new Map<RequestId, OpenRequest>();
  #lastId = 0;
  #lastLot = 0;

  constructor(
    kernel: Kernel,
    world: FakeWorld,
    accounts: FakeAccounts,
    note: (intent: Omit<SentIntent, 'atMs'>) => void,
    atOnce: boolean,
  ) {
    this.#kernel = kernel;
    this.#world = world;
    this.#accounts = accounts;
    this.#note = note;
    this.#atOnce = atOnce;
  }

  /** The counter of a coin's issuer for one account. Throws for a coin that nobody issues. */
  desk(account: number, coin: string): IssuerDesk {
    const issuer = this.#world.issuer(coin);
    return {
      mint: (asset, amount, options = {}) =>
        this.#ask({
          issuer,
          account,
          kind: 'mint',
          venue: issuer.at(options.at),
          asset,
          coins: options.coins ?? 0,
          amount,
        }),
      redeem: (coins, asset, options = {}) =>
        this.#ask({
          ...{ issuer, account, kind: 'redeem', venue: issuer.at(options.at) },
          ...{ asset, coins, amount: options.amount ?? 0 },
        }),
      act: (action, a = 0, b = 0, c = 0) => {
        issuer.checkAction(action);
        const request = {
          issuer,
          account,
          kind: 'action',
          venue: issuer.at(undefined),
          asset: coin,
          coins: 0,
          amount: 0,
        } as const;
        return this.#send(request, { action, numbers: [a, b, c] });
      },
    };
  }

  /** Pays for a request. */
  pay(id: RequestId, paid: PaidRequest = {}): void {
    const request = this.#live(id);
    const { account, asset, issuer, kind, venue } = request;
    const { coin } = issuer;
    const price = issuer.parIn(asset);
    const coins = paid.coins ?? (request.coins || request.amount / price);
    const amount = paid.amount ?? (request.amount || request.coins * price);
    const sign = kind === 'mint' ? 1 : -1;
    this.#change(account, coin, venue, sign * coins);
    this.#change(account, asset, venue, -sign * amount);
    this.#tell(id, requestStates.paid, 'none', sign * coins, -sign * amount);
    this.#open.delete(id);
  }

  /** Refuses a request. */
  refuse(id: RequestId, refusal: IssuanceRefusal): void {
    const { amount, coins } = this.#live(id);
    this.#tell(id, requestStates.refused, refusal, coins, amount);
    this.#open.delete(id);
  }

  /** Publishes what an issuer reports now. */
  report({ assets, circulating, coin, liabilities, liquid, parity, waiting }: FakeIssuer): void {
    const subject = this.#world.issuerNames[this.#world.asset(coin).index];
    const scale = this.#world.asset(coin).atomsPerUnit;
    const nowMs = this.#kernel.calendar.nowUs / 1000;
    this.#kernel.bus
      .topic(issuerReport, subject, subject.index)
      .publish(assets, liquid, liabilities, parity, circulating * scale, waiting * scale, 0, nowMs);
  }

  /** Publishes that a lot of an asset is for sale until a moment, and returns its number. */
  offer({ coin }: FakeIssuer, asset: string, amount: number, debt: number, endsMs: number): number {
    const subject = this.#world.issuerNames[this.#world.asset(coin).index];
    const lot = ++this.#lastLot;
    this.#kernel.bus
      .topic(lotOffered, subject, subject.index)
      .publish(lot, this.#world.asset(asset).index, this.#atoms(asset, amount), this.#atoms(coin, debt), endsMs);
    return lot;
  }

  /** Publishes that all of a lot went to an account. */
  sold({ coin }: FakeIssuer, lot: number, asset: string, amount: number, paid: number, account: number): void {
    const subject = this.#world.issuerNames[this.#world.asset(coin).index];
    this.#kernel.bus
      .topic(lotSold, subject, subject.index)
      .publish(account, lot, this.#world.asset(asset).index, this.#atoms(asset, amount), this.#atoms(coin, paid), 1);
  }

  #ask(request: OpenRequest): RequestId {
    const { asset, amount, coins, issuer } = request;
    this.#world.asset(asset);
    if (asset === issuer.coin) throw new RangeError(`${asset} is not exchanged for itself`);
    for (const units of [amount, coins]) {
      if (!(units >= 0 && units < Infinity))
        throw new RangeError(`an amount for the issuer of ${issuer.coin} is ${units}`);
    }
    if (this.#atoms(asset, amount) === 0 && this.#atoms(issuer.coin, coins) === 0) return 0;
    const id = this.#send(request, {});
    if (this.#atOnce) this.#answer(id);
    return id;
  }

  #send(request: OpenRequest, action: Pick<SentIntent, 'action' | 'numbers'>): RequestId {
    const { account, asset, amount, coins, issuer, kind } = request;
    const id = ++this.#lastId;
    this.#open.set(id, request);
    const intent = { account, market: '', order: 0, price: NaN, request: id, coin: issuer.coin, coins };
    this.#note({ ...intent, kind: kind === 'action' ? 'act' : kind, size: amount, asset, ...action });
    return id;
  }

  /** Refuses what is not there, as a real issuer does, and else pays at par. */
  #answer(id: RequestId): void {
    const { account, asset, amount, coins, issuer, kind, venue } = this.#live(id);
    const [given, units] = kind === 'mint' ? [asset, amount] : [issuer.coin, coins];
    if (units > this.#accounts.balance(account, given, venue)) this.refuse(id, 'insufficientBalance');
    else this.pay(id);
  }

  #change(account: number, asset: string, venue: string, units: number): void {
    const wallet = this.#accounts.spotOf(account, venue);
    this.#accounts.setBalance(account, asset, wallet, this.#accounts.balance(account, asset, wallet) + units);
  }

  #tell(id: RequestId, state: number, refusal: IssuanceRefusal, coins: number, amount: number): void {
    const { account, asset, issuer, kind } = this.#live(id);
    const { index } = this.#world.asset(issuer.coin);
    const numbers = [
      this.#atoms(issuer.coin, coins),
      this.#world.asset(asset).index,
      this.#atoms(asset, amount),
    ] as const;
    this.#kernel.bus
      .topic(issuance, this.#world.issuerNames[index], index)
      .publish(account, id, requestKinds[kind], state, issuanceRefusals[refusal], ...numbers);
  }

  #atoms(symbol: string, units: number): number {
    return Math.sign(units) * atomsAtOrBelow(this.#world.asset(symbol), Math.abs(units));
  }

  #live(id: RequestId): OpenRequest {
    const found = this.#open.get(id);
    if (found === undefined) throw new Error(`request ${id} is not open`);
    return found;
  }
}
