import type { Market } from '@ebb/clearing';
import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { priceOf, sizeOf } from '@ebb/ledger';
import { orderStateName, refusalName } from './order-codes.ts';
import type { OrderState, refusals } from './order-codes.ts';

/** Part of an account's order was filled. */
export interface Fill extends FactHead {
  readonly market: string;
  readonly account: number;
  readonly order: number;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly size: number;
  /** What is left of the order, in base units. */
  readonly left: number;
  /** Paid in units of what the market settles in (the quote asset, of an inverse perpetual the base asset); negative is a rebate. */
  readonly fee: number;
  readonly maker: boolean;
  /** True when the order was forced by a liquidation. */
  readonly forced: boolean;
  readonly priceTicks: number;
  readonly sizeLots: number;
  readonly leftLots: number;
  readonly feeAtoms: number;
}

export const fill = defineFact(
  'fill',
  ['account', 'order', 'side', 'priceTicks', 'sizeLots', 'leftLots', 'feeAtoms', 'maker', 'forced'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    account: number,
    order: number,
    side: number,
    priceTicks: number,
    sizeLots: number,
    leftLots: number,
    feeAtoms: number,
    maker: number,
    forced: number,
  ): Fill => ({
    type: 'fill',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    order,
    side: side > 0 ? 'buy' : 'sell',
    price: priceOf(on.instrument, priceTicks),
    size: sizeOf(on.instrument, sizeLots),
    left: sizeOf(on.instrument, leftLots),
    fee: feeAtoms / on.settleScale,
    maker: maker === 1,
    forced: forced === 1,
    priceTicks,
    sizeLots,
    leftLots,
    feeAtoms,
  }),
);

/** An account's order changed its state. */
export interface OrderUpdate extends FactHead {
  readonly market: string;
  readonly account: number;
  readonly order: number;
  readonly state: OrderState;
  /** Why the order was refused or, when its state is not `refused`, why a change of it was; else `none`. */
  readonly refusal: keyof typeof refusals;
  readonly left: number;
  readonly leftLots: number;
}

export const orderUpdate = defineFact(
  'orderUpdate',
  ['account', 'order', 'state', 'refusal', 'leftLots'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    account: number,
    order: number,
    state: number,
    refusal: number,
    leftLots: number,
  ): OrderUpdate => ({
    type: 'orderUpdate',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    order,
    state: orderStateName(state),
    refusal: refusalName(refusal),
    left: sizeOf(on.instrument, leftLots),
    leftLots,
  }),
);

/** An account paid (negative) or received funding. */
export interface FundingPayment extends FactHead {
  readonly market: string;
  readonly account: number;
  /** In units of what the market settles in. */
  readonly amount: number;
  readonly amountAtoms: number;
}

export const fundingPayment = defineFact(
  'fundingPayment',
  ['account', 'amountAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    account: number,
    amountAtoms: number,
  ): FundingPayment => ({
    type: 'fundingPayment',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    amount: amountAtoms / on.settleScale,
    amountAtoms,
  }),
);
