import type { OrderId, OrderOptions, Side, TransferId } from '@ebb/sdk';

/** One intent as an agent sent it: prices and sizes are rounded as a real desk rounds them. */
export interface SentIntent {
  readonly kind:
    'market' | 'limit' | 'stop' | 'amend' | 'cancel' | 'cancelAll' | 'transfer' | 'setLeverage' | 'moveMargin' | 'bid';
  /** Milliseconds since the harness began. */
  readonly atMs: number;
  readonly account: number;
  /** Empty for a cancel-all of every market, and for a transfer. */
  readonly market: string;
  /** 0 for what is no order. */
  readonly order: OrderId;
  /** Absent for what is no order. */
  readonly side?: Side;
  /** NaN where there is none. */
  readonly price: number;
  /** 0 for cancels; units of the asset for a transfer or moved margin, the leverage for a setLeverage. */
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
}
