import { fill, fundingPayment, liquidity, orderUpdate, transfer } from '@ebb/exchange';
import { liquidation, walletNames } from '@ebb/clearing';
import { issuance } from '@ebb/issuance';
import type { Kernel, Owner } from '@ebb/kernel';
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
import { filter } from 'rxjs';
import type { Observable } from 'rxjs';
import type { FakeAccounts } from './fake-accounts.ts';
import type { FakeExchange } from './fake-exchange.ts';
import type { FakeIssuers } from './fake-issuers.ts';
import type { FakeLenders } from './fake-lenders.ts';
import type { FakeMarket } from './fake-market.ts';
import type { FakePools } from './fake-pools.ts';
import type { FakeTransfers } from './fake-transfers.ts';
import type { FakeWorld } from './fake-world.ts';

/** What desks of the harness work on. */
export interface DeskParts {
  readonly kernel: Kernel;
  readonly world: FakeWorld;
  readonly accounts: FakeAccounts;
  readonly exchange: FakeExchange;
  readonly transfers: FakeTransfers;
  readonly issuers: FakeIssuers;
  readonly lenders: FakeLenders;
  readonly pools: FakePools;
  readonly owner: Owner;
}

/** The desk of one account: intents arrive without delay and wait for the test's answer. */
export class FakeDesk implements Desk {
  readonly name: string;
  readonly fills$: Observable<Fill>;
  readonly orders$: Observable<OrderUpdate>;
  readonly funding$: Observable<FundingPayment>;
  readonly liquidations$: Observable<Liquidation>;
  readonly transfers$: Observable<Transfer>;
  readonly issuances$: Observable<Issuance>;
  readonly liquidity$: Observable<Liquidity>;
  readonly #parts: DeskParts;

  constructor(
    parts: DeskParts,
    readonly account: number,
  ) {
    this.#parts = parts;
    this.name = parts.owner.instance;
    const own = <F extends { readonly account: number }>(all$: Observable<F>): Observable<F> =>
      all$.pipe(filter((fact) => fact.account === account));
    const { bus } = parts.kernel;
    this.fills$ = own(bus.family(fill).all$);
    this.orders$ = own(bus.family(orderUpdate).all$);
    this.funding$ = own(bus.family(fundingPayment).all$);
    this.liquidations$ = own(bus.family(liquidation).all$);
    this.transfers$ = own(bus.family(transfer).all$);
    this.liquidity$ = own(bus.family(liquidity).all$);
    this.issuances$ = own(bus.family(issuance).all$);
  }

  market(market: string | MarketView, side: Side, size: number, options?: Pick<OrderOptions, 'reduceOnly'>): OrderId {
    return this.#parts.exchange.place(this.account, this.#find(market), { kind: 'market', side, size, options });
  }

  limit(market: string | MarketView, side: Side, price: number, size: number, options?: OrderOptions): OrderId {
    return this.#parts.exchange.place(this.account, this.#find(market), { kind: 'limit', side, size, price, options });
  }

  stop(market: string | MarketView, side: Side, size: number, trigger: StopTrigger, options?: OrderOptions): OrderId {
    const price = trigger.limit === undefined ? {} : { price: trigger.limit };
    const request = { kind: 'stop', side, size, ...price, triggerPrice: trigger.price, options } as const;
    return this.#parts.exchange.place(this.account, this.#find(market), request);
  }

  amend(order: OrderId, price: number, size: number): void {
    this.#parts.exchange.amend(this.account, order, price, size);
  }

  cancel(order: OrderId): void {
    this.#parts.exchange.cancel(this.account, order);
  }

  cancelAll(market?: string | MarketView): void {
    this.#parts.exchange.cancelAll(this.account, market === undefined ? undefined : this.#find(market));
  }

  transfer(asset: string, amount: number, from: string, to: string): TransferId {
    return this.#parts.transfers.send(this.account, asset, amount, from, to);
  }

  lender(name: string): LenderDesk {
    return this.#parts.lenders.desk(this.account, name);
  }

  pool(market: string | MarketView): PoolDesk {
    return this.#parts.pools.desk(this.account, this.#find(market).id);
  }

  issuer(coin: string): IssuerDesk {
    return this.#parts.issuers.desk(this.account, coin);
  }

  setLeverage(market: string | MarketView, leverage: number): void {
    if (!(leverage >= 1)) throw new RangeError(`a leverage is at least 1, not ${leverage}`);
    this.#note('setLeverage', market, NaN, leverage);
  }

  moveMargin(market: string | MarketView, amount: number): void {
    this.#note('moveMargin', market, NaN, amount);
  }

  /** Rounded as an order is; less than a lot is not sent. */
  bid({ market, signedLots }: AuctionOpened, price: number, size: number): void {
    this.#parts.exchange.bid(this.account, this.#find(market), signedLots > 0 ? 'buy' : 'sell', price, size);
  }

  /** The margin of a real venue's cross mode, half of initial margin being the maintenance margin. */
  margin(market: string | MarketView): MarginState {
    const { accounts } = this.#parts;
    const { venue } = this.#find(market);
    const equity = this.equity(venue);
    const maintenance = accounts.positionMargin(this.account, venue) / 2;
    const ratio = maintenance === 0 ? Infinity : equity / maintenance;
    return { equity, margin: equity, maintenance, ratio, verdict: ratio > 1 ? 'free' : 'liquidate' };
  }

  #note(kind: 'setLeverage' | 'moveMargin', market: string | MarketView, price: number, size: number): void {
    const { id } = this.#find(market);
    this.#parts.exchange.note({ kind, account: this.account, market: id, order: 0, price, size });
  }

  balance(asset: string, where?: string): number {
    return this.#over(where, (wallet) => this.#parts.accounts.balance(this.account, asset, wallet));
  }

  free(asset: string, where?: string): number {
    const free = (wallet: string): number =>
      this.#parts.accounts.balance(this.account, asset, wallet) - this.#held(asset, wallet);
    if (where === undefined || where.includes('/')) return this.#over(where, free);
    return free(this.#parts.accounts.spotOf(this.account, where));
  }

  position(market: string | MarketView): number {
    return this.#parts.accounts.position(this.account, this.#find(market));
  }

  entryPrice(market: string | MarketView): number {
    return this.#parts.accounts.entryPrice(this.account, this.#find(market));
  }

  equity(venue: string): number {
    return this.#parts.accounts.equity(this.account, venue);
  }

  available(venue: string): number {
    const { accounts, exchange, world } = this.#parts;
    if (!world.markets.some((market) => market.venue === venue && market.kind === 'perp')) {
      return this.free(world.settleOf(venue), venue);
    }
    let available = this.equity(venue) - accounts.positionMargin(this.account, venue);
    for (const { market, price, leftLots } of exchange.openOrders(this.account)) {
      if (market.venue !== venue || market.kind === 'spot' || Number.isNaN(price)) continue;
      available -= leftLots * market.lotSize * market.multiplier * price * market.initialMargin;
    }
    return available;
  }

  openOrders(market: string | MarketView): number {
    return this.#parts.exchange.openOrders(this.account, this.#find(market)).length;
  }

  react<T>(source: Observable<T>, reaction: (value: T) => void): void {
    this.#parts.kernel.react(source, reaction, this.#parts.owner);
  }

  #find(market: string | MarketView): FakeMarket {
    return this.#parts.world.find(market);
  }

  /** What limit orders on spot markets hold of an asset: quote for buys, base for sells. */
  #held(asset: string, wallet: string): number {
    let held = 0;
    for (const { market, side, price, leftLots } of this.#parts.exchange.openOrders(this.account)) {
      if (market.kind === 'perp' || Number.isNaN(price)) continue;
      if (this.#parts.accounts.spotOf(this.account, market.venue) !== wallet) continue;
      const size = leftLots * market.lotSize;
      if (side === 'buy' && asset === market.quote) held += size * price;
      if (side === 'sell' && asset === market.base) held += size;
    }
    return held;
  }

  /** Sums over the wallets that a name covers, as a real desk does: one, all on a venue, or all there are. */
  #over(where: string | undefined, amount: (wallet: string) => number): number {
    if (where?.includes('/')) return amount(where.replace(/\/trading$/, ''));
    const venues = where === undefined ? this.#parts.world.venues.map(({ venue }) => venue) : [where];
    return walletNames(venues).reduce((sum, wallet) => sum + amount(wallet), 0);
  }
}
