import { NEVER, Observable, filter } from 'rxjs';
import {
  fill,
  fundingPayment,
  issuance,
  lendingChanged,
  lendingLiquidation,
  liquidation,
  liquidity,
  orderUpdate,
  transfer,
} from '@ebb/sdk';
import type {
  Fill,
  FundingPayment,
  Issuance,
  LenderDesk,
  LendingChanged,
  Liquidation,
  Liquidity,
  OrderUpdate,
  Transfer,
} from '@ebb/sdk';
import type { LendingPlace, Market } from '@ebb/clearing';
import type { PoolPlace, TransferPlace } from '@ebb/exchange';
import type { Issuer } from '@ebb/issuance';
import type { Bus, Owner } from '@ebb/kernel';

/** The private facts of accounts as streams, made for those who subscribe. */
export class PrivateStreams {
  readonly #bus: Bus;
  readonly #markets: readonly Market[];
  readonly #places: readonly TransferPlace[];
  #pools: readonly PoolPlace[] | null = null;
  #issuers: readonly Issuer[] = [];
  #lenders: readonly LendingPlace[] = [];
  /** Who listens to the liquidations of an account; null until anyone does. */
  #liquidated: Map<number, Set<(fact: Liquidation) => void>> | null = null;

  constructor(bus: Bus, markets: readonly Market[], places: readonly TransferPlace[]) {
    this.#bus = bus;
    this.#markets = markets;
    this.#places = places;
  }

  fills(account: number, owner: Owner): Observable<Fill> {
    const topic = this.#bus.privateTopic(fill, this.#markets);
    return streamOf((fn) => topic.listen(account, fn, owner));
  }

  updates(account: number, owner: Owner): Observable<OrderUpdate> {
    const topic = this.#bus.privateTopic(orderUpdate, this.#markets);
    return streamOf((fn) => topic.listen(account, fn, owner));
  }

  payments(account: number, owner: Owner): Observable<FundingPayment> {
    const topic = this.#bus.privateTopic(fundingPayment, this.#markets);
    return streamOf((fn) => topic.listen(account, fn, owner));
  }

  transfers(account: number, owner: Owner): Observable<Transfer> {
    const topic = this.#bus.privateTopic(transfer, this.#places);
    return streamOf((fn) => topic.listen(account, fn, owner));
  }

  /** What becomes of an account's requests to issuers. */
  issuances(account: number, owner: Owner): Observable<Issuance> {
    return new Observable((subscriber) => {
      const names = this.#issuers[0]?.names;
      if (names === undefined) return undefined;
      return this.#bus.privateTopic(issuance, names).listen(account, (fact) => subscriber.next(fact), owner);
    });
  }

  /** What becomes of an account's liquidity. */
  liquidity(account: number, owner: Owner): Observable<Liquidity> {
    return new Observable((subscriber) => {
      if (this.#pools === null) return undefined;
      return this.#bus.privateTopic(liquidity, this.#pools).listen(account, (fact) => subscriber.next(fact), owner);
    });
  }

  addPools(pools: readonly PoolPlace[]): void {
    this.#pools = pools;
  }

  addIssuers(issuers: readonly Issuer[]): void {
    this.#issuers = issuers;
  }

  /** What becomes of an account's orders to a lending market, and liquidations of it there. */
  lending(account: number, lender: string, owner: Owner): Pick<LenderDesk, 'changes$' | 'liquidations$'> {
    const changed = this.#bus.privateTopic(lendingChanged, this.#lenders);
    const place = this.#lenders.find((each) => each.lender === lender);
    if (place === undefined) return { changes$: NEVER, liquidations$: NEVER };
    return {
      changes$: streamOf((fn: (fact: LendingChanged) => void) =>
        changed.listen(
          account,
          (fact) => {
            if (fact.lender === lender) fn(fact);
          },
          owner,
        ),
      ),
      liquidations$: this.#bus
        .topic(lendingLiquidation, place, place.index)
        .facts$.pipe(filter((fact) => fact.account === account)),
    };
  }

  addLenders(places: readonly LendingPlace[]): void {
    this.#lenders = places;
  }

  liquidations(account: number): Observable<Liquidation> {
    return streamOf((fn) => {
      const byAccount = (this.#liquidated ??= this.#hearLiquidations());
      const own = byAccount.get(account) ?? new Set();
      byAccount.set(account, own.add(fn));
      return () => own.delete(fn);
    });
  }

  /** One subscription hands each liquidation to those who asked for its account. */
  #hearLiquidations(): Map<number, Set<(fact: Liquidation) => void>> {
    const byAccount = new Map<number, Set<(fact: Liquidation) => void>>();
    this.#bus.family(liquidation).all$.subscribe((fact) => {
      for (const fn of byAccount.get(fact.account) ?? []) fn(fact);
    });
    return byAccount;
  }
}

function streamOf<F>(listen: (fn: (fact: F) => void) => () => void): Observable<F> {
  return new Observable<F>((subscriber) => listen((fact) => subscriber.next(fact)));
}
