import { fill, transfer } from '@ebb/exchange';
import { lendingChanged, liquidation } from '@ebb/clearing';
import { issuance } from '@ebb/issuance';
import { drawFrom, isDrawable } from '@ebb/sdk';
import type { Cohort, CohortDesk, CohortDraws, Fill, Issuance, LendingChanged, Liquidation, Transfer } from '@ebb/sdk';
import { FakeDesk } from './fake-desk.ts';
import type { DeskParts } from './fake-desk.ts';

/** The accounts of a cohort, each with a fake desk of its own behind the one desk. */
export class FakeCohort implements Cohort {
  readonly name: string;
  readonly desk: CohortDesk;
  readonly #parts: DeskParts;
  readonly #params: Readonly<Record<string, unknown>>;

  constructor(
    parts: DeskParts,
    readonly size: number,
    params: Readonly<Record<string, unknown>>,
  ) {
    this.#parts = parts;
    this.#params = params;
    this.name = parts.owner.instance;
    const desks: (FakeDesk | undefined)[] = [];
    const of = (account: number): FakeDesk => {
      if (!(Number.isInteger(account) && account >= 0 && account < size)) {
        throw new RangeError(`the cohort has no account ${account}`);
      }
      return (desks[account] ??= new FakeDesk(parts, account));
    };
    this.desk = {
      market: (account, ...order) => of(account).market(...order),
      limit: (account, ...order) => of(account).limit(...order),
      cancel: (account, order) => of(account).cancel(order),
      setLeverage: (account, market, leverage) => of(account).setLeverage(market, leverage),
      transfer: (account, ...request) => of(account).transfer(...request),
      balance: (account, asset, where) => of(account).balance(asset, where),
      free: (account, asset, where) => of(account).free(asset, where),
      position: (account, market) => of(account).position(market),
      entryPrice: (account, market) => of(account).entryPrice(market),
      equity: (account, venue) => of(account).equity(venue),
      available: (account, venue) => of(account).available(venue),
      issuer: (account, coin) => of(account).issuer(coin),
      lender: (account, name) => of(account).lender(name),
    };
  }

  param(name: string): Float64Array {
    const written = this.#params[name];
    const values = new Float64Array(this.size);
    for (let account = 0; account < this.size; account++) {
      const value = isDrawable(written)
        ? drawFrom(written, this.#parts.kernel.streams.stream(`${this.name}[${account}]`, `param ${name}`))
        : written;
      if (typeof value !== 'number') throw new TypeError(`'${name}' is not a numeric parameter`);
      values[account] = value;
    }
    return values;
  }

  draws(purpose: string): CohortDraws {
    return this.#parts.kernel.streams.counter(this.name, purpose);
  }

  onFill(reaction: (account: number, fact: Fill) => void): void {
    const { kernel, owner } = this.#parts;
    kernel.react(kernel.bus.family(fill).all$, (fact) => reaction(fact.account, fact), owner);
  }

  onLiquidation(reaction: (account: number, fact: Liquidation) => void): void {
    const { kernel, owner } = this.#parts;
    kernel.react(kernel.bus.family(liquidation).all$, (fact) => reaction(fact.account, fact), owner);
  }

  onTransfer(reaction: (account: number, fact: Transfer) => void): void {
    const { kernel, owner } = this.#parts;
    kernel.react(kernel.bus.family(transfer).all$, (fact) => reaction(fact.account, fact), owner);
  }

  onLending(reaction: (account: number, fact: LendingChanged) => void): void {
    const { kernel, owner } = this.#parts;
    kernel.react(kernel.bus.family(lendingChanged).all$, (fact) => reaction(fact.account, fact), owner);
  }

  onIssuance(reaction: (account: number, fact: Issuance) => void): void {
    const { kernel, owner } = this.#parts;
    kernel.react(kernel.bus.family(issuance).all$, (fact) => reaction(fact.account, fact), owner);
  }
}
