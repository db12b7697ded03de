import type { OrderId, OrderOptions, Side } from '@ebb/sdk';

/** One intent as an agent sent it: prices and sizes are rounded as a real desk rounds them. */
export interface SentIntent {
  readonly kind: 'market' | 'limit' | 'stop' | 'amend' | 'cancel' | 'cancelAll';
  /** Milliseconds since the harness began. */
  readonly atMs: number;
  readonly account: number;
  /** Empty for a cancel-all of every market. */
  readonly market: string;
  /** 0 for a cancel-all. */
  readonly order: OrderId;
  /** Absent for a cancel-all. */
  readonly side?: Side;
  /** NaN where there is none. */
  readonly price: number;
  /** 0 for cancels. */
  readonly size: number;
  readonly timeInForce?: NonNullable<OrderOptions['timeInForce']>;
  readonly reduceOnly?: boolean;
  /** Of a stop order. */
  readonly triggerPrice?: number;
}
