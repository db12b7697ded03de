import type { Observable } from 'rxjs';
import type { IssuerDesk } from './issuer-desk.ts';
import type { LenderDesk } from './lender-desk.ts';
import type { PoolDesk } from './pool-desk.ts';
import type { Side } from './side.ts';
import type { MarketView } from './market-view.ts';
import type { MarginVerdict } from '@ebb/clearing';
import type {
  AuctionOpened,
  Fill,
  FundingPayment,
  Issuance,
  OrderUpdate,
  Liquidation,
  Liquidity,
  Transfer,
} from '../facts.ts';

/** Names an order from the moment it is sent; 0 names none (the size was below one lot, so nothing was sent). */
export type OrderId = number;

/** A pool of margin as its owner sees it; units of the asset that it is reckoned in. */
export interface MarginState {
  readonly equity: number;
  /** Equity after haircuts, and the maintenance margin that it has to exceed. */
  readonly margin: number;
  readonly maintenance: number;
  /** margin ÷ maintenance; Infinity where nothing is needed. */
  readonly ratio: number;
  readonly verdict: MarginVerdict;
}

/** Names a transfer from the moment it is sent; 0 names none (less than one atom, or no wallet there: nothing was sent). */
export type TransferId = number;

/** What an order may ask for; all optional. */
export interface OrderOptions {
  /** `gtc` rests until cancelled (default); `ioc` takes what it can; `fok` all or nothing; `postOnly` never takes. */
  readonly timeInForce?: 'gtc' | 'ioc' | 'fok' | 'postOnly';
  /** Never opens or enlarges a position (perpetuals). */
  readonly reduceOnly?: boolean;
}

/** Where a stop order waits: for this price to be reached, from above for a sell and from below for a buy. */
export interface StopTrigger {
  readonly price: number;
  readonly on: 'last' | 'mark' | 'index';
  /** Limit of the order that it becomes; a market order when absent. */
  readonly limit?: number;
}

/**
 * The trading desk of one account. Every order is an intent: it travels with the venue's latency, may be refused there,
 * and what becomes of it comes back as facts. Sizes and prices are decimals in base and quote units; sizes are rounded
 * down to the lot, prices to the passive side of the tick (a buy down, a sell up).
 */
export interface Desk {
  /** The account's number, as it appears in facts. */
  readonly account: number;
  /** The instance's name, as in `holders[17]`. */
  readonly name: string;
  market(market: string | MarketView, side: Side, size: number, options?: Pick<OrderOptions, 'reduceOnly'>): OrderId;
  limit(market: string | MarketView, side: Side, price: number, size: number, options?: OrderOptions): OrderId;
  stop(market: string | MarketView, side: Side, size: number, trigger: StopTrigger, options?: OrderOptions): OrderId;
  /** Changes price and size left of a resting order; less size at the same price keeps its place in the queue. */
  amend(order: OrderId, price: number, size: number): void;
  cancel(order: OrderId): void;
  /** Cancels all of the account's orders on one market, or on every market it has a wallet for. */
  cancelAll(market?: string | MarketView): void;

  /**
   * Asks for units of an asset, rounded down to atoms, to be moved between two of the account's wallets, and returns the
   * transfer's number. Wallets are named as in the scenario: `alpha` (or `alpha/trading`) is traded from and alone counts as
   * margin, spot orders settle in `alpha/spot` if there is one, `alpha/earn` cannot be traded from; the one it goes to is opened
   * if it is missing. The venue refuses more than is free and not needed as margin, and takes nothing while it is down or its
   * transfers are suspended. Between venues (`alpha` to `beta/spot`; a chain is a venue) the fees of both come out of the
   * amount, and time passes as the first one's `withdrawal` and then the other's `deposit` rule say; it waits while
   * withdrawals of the one or deposits of the other are suspended, and behind others where there is no capacity. Throws for a name that nothing has, and for one wallet twice.
   */
  transfer(asset: string, amount: number, from: string, to: string): TransferId;

  /**
   * Uses no more than this leverage (1 to 1000) in a perpetual from now on: initial margin is at least notional ÷ leverage, and
   * an isolated position brings that much with it.
   */
  setLeverage(market: string | MarketView, leverage: number): void;
  /**
   * Adds margin to an isolated position, in its settlement asset, or (negative) takes some out; nothing happens when the
   * account is short, or too little would be left for its initial margin.
   */
  moveMargin(market: string | MarketView, amount: number): void;
  /** Bids for at most so much of a position that is auctioned to keepers, at this price or better; see `tape.auctions`. */
  bid(auction: AuctionOpened, price: number, size: number): void;
  /** The pool of margin that answers for this account's position in a perpetual. */
  margin(market: string | MarketView): MarginState;

  /**
   * Free and held units of an asset: in one wallet (`alpha/trading`, `alpha/spot`, `alpha/earn`), in all that the account has on
   * a venue (`alpha`), or in all. What is under way between two wallets is in neither.
   */
  balance(asset: string, where?: string): number;
  /**
   * The part of it that no open order holds; of a venue (`alpha`) only in the wallet that its spot orders pay from, since an
   * order can spend no other.
   */
  free(asset: string, where?: string): number;
  /**
   * Signed position in base units (contracts when there is a multiplier); for a spot market the balance of its base asset in
   * the wallet that spot orders settle in.
   */
  position(market: string | MarketView): number;
  /** Average entry price of the position; NaN without one. */
  entryPrice(market: string | MarketView): number;
  /** Wallet balance and unrealised results on a venue with perpetuals, in its settlement asset; throws on any other. */
  equity(venue: string): number;
  /** Equity less what is held and what positions and open orders need as initial margin; throws where nothing is borrowed. */
  available(venue: string): number;
  /** How many of the account's orders rest on a market. */
  openOrders(market: string | MarketView): number;

  /** This account's own facts. Subscribing costs a little per account; leave out what is not needed. */
  readonly fills$: Observable<Fill>;
  readonly orders$: Observable<OrderUpdate>;
  readonly funding$: Observable<FundingPayment>;
  readonly liquidations$: Observable<Liquidation>;
  readonly transfers$: Observable<Transfer>;
  /** What becomes of this account's requests to issuers. */
  readonly issuances$: Observable<Issuance>;

  /** What becomes of the liquidity that this account puts into pools and takes out. */
  readonly liquidity$: Observable<Liquidity>;

  /** The pool that a market is; throws for a market with a book of orders. */
  pool(market: string | MarketView): PoolDesk;

  /** The counter of a coin's issuer; throws for an asset that nobody issues. */
  issuer(coin: string): IssuerDesk;
  /** A lending market by its name in the scenario; throws for one that is not there. Keep what it returns. */
  lender(name: string): LenderDesk;

  /** Runs `reaction` for every value of a stream. A throw stops the run and names this instance; a Promise is refused. */
  react<T>(source: Observable<T>, reaction: (value: T) => void): void;
}
