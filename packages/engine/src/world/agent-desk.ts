import type { Observable } from 'rxjs';
import type {
  AuctionOpened,
  Desk,
  Fill,
  FundingPayment,
  Issuance,
  IssuerDesk,
  LenderDesk,
  Liquidation,
  Liquidity,
  MarginState,
  MarketView,
  OrderId,
  OrderOptions,
  OrderUpdate,
  PoolDesk,
  Side,
  StopTrigger,
  Transfer,
  TransferId,
} from '@ebb/sdk';
import type { Kernel, Owner } from '@ebb/kernel';
import type { PrivateStreams } from './private-streams.ts';
import type { Trading } from './trading.ts';

/** The desk of one account: what its agent trades with. */
export class AgentDesk implements Desk {
  readonly fills$: Observable<Fill>;
  readonly orders$: Observable<OrderUpdate>;
  readonly funding$: Observable<FundingPayment>;
  readonly liquidations$: Observable<Liquidation>;
  readonly transfers$: Observable<Transfer>;
  readonly issuances$: Observable<Issuance>;
  readonly liquidity$: Observable<Liquidity>;
  readonly #trading: Trading;
  readonly #kernel: Kernel;
  readonly #owner: Owner;
  readonly #streams: PrivateStreams;

  constructor(
    readonly account: number,
    readonly name: string,
    owner: Owner,
    trading: Trading,
    kernel: Kernel,
    streams: PrivateStreams,
  ) {
    this.#trading = trading;
    this.#kernel = kernel;
    this.#owner = owner;
    this.#streams = streams;
    this.fills$ = streams.fills(account, owner);
    this.orders$ = streams.updates(account, owner);
    this.funding$ = streams.payments(account, owner);
    this.liquidations$ = streams.liquidations(account);
    this.transfers$ = streams.transfers(account, owner);
    this.liquidity$ = streams.liquidity(account, owner);
    this.issuances$ = streams.issuances(account, owner);
  }

  market(market: string | MarketView, side: Side, size: number, options?: Pick<OrderOptions, 'reduceOnly'>): OrderId {
    return this.#trading.market(this.account, market, side, size, options);
  }

  limit(market: string | MarketView, side: Side, price: number, size: number, options?: OrderOptions): OrderId {
    return this.#trading.limit(this.account, market, side, price, size, options);
  }

  stop(market: string | MarketView, side: Side, size: number, trigger: StopTrigger, options?: OrderOptions): OrderId {
    return this.#trading.stop(this.account, market, side, size, trigger, options);
  }

  amend(order: OrderId, price: number, size: number): void {
    this.#trading.amend(this.account, order, price, size);
  }

  cancel(order: OrderId): void {
    this.#trading.cancel(this.account, order);
  }

  cancelAll(market?: string | MarketView): void {
    this.#trading.cancelAll(this.account, market);
  }

  transfer(asset: string, amount: number, from: string, to: string): TransferId {
    return this.#trading.transfer(this.account, asset, amount, from, to);
  }

  setLeverage(market: string | MarketView, leverage: number): void {
    this.#trading.setLeverage(this.account, market, leverage);
  }

  moveMargin(market: string | MarketView, amount: number): void {
    this.#trading.moveMargin(this.account, market, amount);
  }

  bid(auction: AuctionOpened, price: number, size: number): void {
    this.#trading.bid(this.account, auction, price, size);
  }

  margin(market: string | MarketView): MarginState {
    return this.#trading.margin(this.account, market);
  }

  balance(asset: string, where?: string): number {
    return this.#trading.balance(this.account, asset, where);
  }

  free(asset: string, where?: string): number {
    return this.#trading.free(this.account, asset, where);
  }

  position(market: string | MarketView): number {
    return this.#trading.position(this.account, market);
  }

  entryPrice(market: string | MarketView): number {
    return this.#trading.entryPrice(this.account, market);
  }

  equity(venue: string): number {
    return this.#trading.equity(this.account, venue);
  }

  available(venue: string): number {
    return this.#trading.available(this.account, venue);
  }

  openOrders(market: string | MarketView): number {
    return this.#trading.openOrders(this.account, market);
  }

  pool(market: string | MarketView): PoolDesk {
    return this.#trading.pool(this.account, market);
  }

  issuer(coin: string): IssuerDesk {
    return this.#trading.issuer(this.account, coin);
  }

  lender(name: string): LenderDesk {
    return this.#trading.lender(this.account, name, this.#streams.lending(this.account, name, this.#owner));
  }

  react<T>(source: Observable<T>, reaction: (value: T) => void): void {
    this.#kernel.react(source, reaction, this.#owner);
  }
}
