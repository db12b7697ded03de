import { fill, issuance, lendingChanged, liquidation, transfer } from '@ebb/sdk';
import type {
  Cohort,
  CohortDesk,
  CohortDraws,
  Fill,
  Issuance,
  IssuerDesk,
  LenderDesk,
  LendingChanged,
  Liquidation,
  MarketView,
  OrderId,
  OrderOptions,
  Side,
  Transfer,
  TransferId,
} from '@ebb/sdk';
import type { Kernel, Owner } from '@ebb/kernel';
import type { Trading } from './trading.ts';

/** The accounts of one cohort: consecutive account numbers, steered by one object. */
export class AgentCohort implements Cohort {
  readonly desk: CohortDesk;
  readonly #first: number;
  readonly #kernel: Kernel;
  readonly #owner: Owner;
  readonly #params: ReadonlyMap<string, Float64Array>;

  constructor(
    readonly name: string,
    readonly size: number,
    first: number,
    params: ReadonlyMap<string, Float64Array>,
    owner: Owner,
    trading: Trading,
    kernel: Kernel,
  ) {
    this.#first = first;
    this.#params = params;
    this.#owner = owner;
    this.#kernel = kernel;
    this.desk = new CohortTrading(first, size, trading);
  }

  param(name: string): Float64Array {
    const values = this.#params.get(name);
    if (values === undefined) throw new RangeError(`the cohort ${this.name} has no numeric parameter '${name}'`);
    return values;
  }

  draws(purpose: string): CohortDraws {
    return this.#kernel.streams.counter(this.name, `own/${purpose}`);
  }

  onFill(reaction: (account: number, fill: Fill) => void): void {
    this.#kernel.react(
      this.#kernel.bus.family(fill).all$,
      (fact) => {
        if (this.#has(fact.account)) reaction(fact.account - this.#first, fact);
      },
      this.#owner,
    );
  }

  onLiquidation(reaction: (account: number, fact: Liquidation) => void): void {
    this.#kernel.react(
      this.#kernel.bus.family(liquidation).all$,
      (fact) => {
        if (this.#has(fact.account)) reaction(fact.account - this.#first, fact);
      },
      this.#owner,
    );
  }

  onTransfer(reaction: (account: number, fact: Transfer) => void): void {
    this.#kernel.react(
      this.#kernel.bus.family(transfer).all$,
      (fact) => {
        if (this.#has(fact.account)) reaction(fact.account - this.#first, fact);
      },
      this.#owner,
    );
  }

  onIssuance(reaction: (account: number, fact: Issuance) => void): void {
    this.#kernel.react(
      this.#kernel.bus.family(issuance).all$,
      (fact) => {
        if (this.#has(fact.account)) reaction(fact.account - this.#first, fact);
      },
      this.#owner,
    );
  }

  onLending(reaction: (account: number, fact: LendingChanged) => void): void {
    this.#kernel.react(
      this.#kernel.bus.family(lendingChanged).all$,
      (fact) => {
        if (this.#has(fact.account)) reaction(fact.account - this.#first, fact);
      },
      this.#owner,
    );
  }

  #has(account: number): boolean {
    return account >= this.#first && account < this.#first + this.size;
  }
}

/** A cohort's desk: the accounts 0 to size − 1 are the accounts of the run from `first` on. */
class CohortTrading implements CohortDesk {
  readonly #first: number;
  readonly #size: number;
  readonly #trading: Trading;

  constructor(first: number, size: number, trading: Trading) {
    this.#first = first;
    this.#size = size;
    this.#trading = trading;
  }

  market(
    account: number,
    market: MarketView,
    side: Side,
    size: number,
    options?: Pick<OrderOptions, 'reduceOnly'>,
  ): OrderId {
    return this.#trading.market(this.#global(account), market, side, size, options);
  }

  limit(account: number, market: MarketView, side: Side, price: number, size: number, options?: OrderOptions): OrderId {
    return this.#trading.limit(this.#global(account), market, side, price, size, options);
  }

  cancel(account: number, order: OrderId): void {
    this.#trading.cancel(this.#global(account), order);
  }

  setLeverage(account: number, market: MarketView, leverage: number): void {
    this.#trading.setLeverage(this.#global(account), market, leverage);
  }

  transfer(account: number, asset: string, amount: number, from: string, to: string): TransferId {
    return this.#trading.transfer(this.#global(account), asset, amount, from, to);
  }

  balance(account: number, asset: string, where: string): number {
    return this.#trading.balance(this.#global(account), asset, where);
  }

  free(account: number, asset: string, where: string): number {
    return this.#trading.free(this.#global(account), asset, where);
  }

  position(account: number, market: MarketView): number {
    return this.#trading.position(this.#global(account), market);
  }

  entryPrice(account: number, market: MarketView): number {
    return this.#trading.entryPrice(this.#global(account), market);
  }

  equity(account: number, venue: string): number {
    return this.#trading.equity(this.#global(account), venue);
  }

  available(account: number, venue: string): number {
    return this.#trading.available(this.#global(account), venue);
  }

  lender(account: number, name: string): LenderDesk {
    return this.#trading.lender(this.#global(account), name);
  }

  issuer(account: number, coin: string): IssuerDesk {
    return this.#trading.issuer(this.#global(account), coin);
  }

  #global(account: number): number {
    if (account >= 0 && account < this.#size) return this.#first + account;
    throw new RangeError(`the cohort has accounts 0 to ${this.#size - 1}, not ${account}`);
  }
}
