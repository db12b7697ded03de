import type {
  LendingKind,
  LendingOrderId,
  OrderId,
  OrderOptions,
  PoolRange,
  RequestId,
  Side,
  TransferId,
} from '@ebb/sdk';

/** One intent as an agent sent it: prices and sizes are rounded as a real desk rounds them. */
export interface SentIntent {
  readonly kind:
    | 'market'
    | 'limit'
    | 'stop'
    | 'amend'
    | 'cancel'
    | 'cancelAll'
    | 'transfer'
    | 'setLeverage'
    | 'moveMargin'
    | 'bid'
    | 'mint'
    | 'redeem'
    | 'act'
    | LendingKind
    | 'addLiquidity'
    | 'removeLiquidity';
  /** Milliseconds since the harness began. */
  readonly atMs: number;
  readonly account: number;
  /** Empty for a cancel-all of every market, for a transfer, for a request to an issuer and for most orders to lending markets. */
  readonly market: string;
  /** 0 for what is no order. */
  readonly order: OrderId;
  /** Absent for what is no order. */
  readonly side?: Side;
  /** NaN where there is none. */
  readonly price: number;
  /** 0 for cancels; units of the asset for a transfer, a request, an order to a lending market or moved margin, the leverage for a setLeverage. */
  readonly size: number;
  readonly timeInForce?: NonNullable<OrderOptions['timeInForce']>;
  readonly reduceOnly?: boolean;
  /** Of a stop order. */
  readonly triggerPrice?: number;
  /** Of a transfer: its number, what is moved, and the names of the two wallets. */
  readonly transfer?: TransferId;
  readonly asset?: string;
  readonly from?: string;
  readonly to?: string;
  /** Of an order to a lending market: its number, the market, and of a liquidation whose debt and which collateral. */
  readonly lending?: LendingOrderId;
  readonly lender?: string;
  readonly debtor?: number;
  readonly collateral?: string;
  /** Of a deposit into a pool: units of each asset; of that and of a withdrawal (`size` is the share): number (`request`) and range. */
  readonly base?: number;
  readonly quote?: number;
  readonly range?: PoolRange;
  /** Of a request to an issuer: its number, the coin, units of the coin, and the word and numbers of an action. */
  readonly request?: RequestId;
  readonly coin?: string;
  readonly coins?: number;
  readonly action?: string;
  readonly numbers?: readonly [number, number, number];
}

/** An order that a test answers: what is in `sent`, or its number. */
export type SentOrder = OrderId | Pick<SentIntent, 'order'>;

/** A transfer that a test answers: what is in `sent`, or its number. */
export type SentTransfer = TransferId | Pick<SentIntent, 'transfer'>;

/** A request to an issuer that a test answers: what is in `sent`, or its number. */
export type SentRequest = RequestId | Pick<SentIntent, 'request'>;

/** An order to a lending market that a test lets arrive: what is in `sent`, or its number. */
export type SentLendingOrder = LendingOrderId | Pick<SentIntent, 'lending'>;
