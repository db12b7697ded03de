import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import { priceOf, sizeOf } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';
import type { Market, VenueName } from './market.ts';

type PerpMarket = Market<PerpInstrument>;

/** The value of so many lots in quote units: of an inverse contract the same at every price. */
export function quoteNotional({ instrument, settleScale }: Market, lots: number, notionalAtoms: number): number {
  if (instrument.kind === 'perp' && instrument.inverse) return sizeOf(instrument, lots) * instrument.multiplier;
  return notionalAtoms / settleScale;
}

/** An account broke its maintenance margin and is being reduced; the origin of all that its forced orders cause. */
export interface Liquidation extends FactHead {
  readonly venue: string;
  readonly account: number;
  /** Settlement units at the marks, before anything was sold. */
  readonly equity: number;
  readonly maintenance: number;
  readonly equityAtoms: number;
  readonly maintenanceAtoms: number;
  /**
   * The liquidation that took the largest share of what the account lost since it was last judged in good health with these
   * books, by the sequence of its fact, and that share in parts per million; 0 and the share of ordinary flow when that took
   * at least as much as all liquidations together.
   */
  readonly parent: number;
  readonly sharePpm: number;
}

export const liquidation = defineFact(
  'liquidation',
  ['account', 'equityAtoms', 'maintenanceAtoms', 'parent', 'sharePpm'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    equityAtoms: number,
    maintenanceAtoms: number,
    parent: number,
    sharePpm: number,
  ): Liquidation => ({
    type: 'liquidation',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    equity: equityAtoms / on.settleScale,
    maintenance: maintenanceAtoms / on.settleScale,
    equityAtoms,
    maintenanceAtoms,
    parent,
    sharePpm,
  }),
);

/** A forced order met the book; what it did not fill is the difference of the two sizes. */
export interface ForcedOrder extends FactHead {
  readonly market: string;
  readonly account: number;
  /** Signed: negative sells. */
  readonly size: number;
  readonly filled: number;
  /** Absolute value of what was filled, in quote units. */
  readonly notional: number;
  readonly signedLots: number;
  readonly filledLots: number;
  /** The same in atoms of the asset that the market settles in. */
  readonly notionalAtoms: number;
  /** Worst acceptable price in ticks; 0 is none. */
  readonly limitTicks: number;
}

export const forcedOrder = defineFact(
  'forcedOrder',
  ['account', 'signedLots', 'filledLots', 'notionalAtoms', 'limitTicks'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: Market,
    account: number,
    signedLots: number,
    filledLots: number,
    notionalAtoms: number,
    limitTicks: number,
  ): ForcedOrder => ({
    type: 'forcedOrder',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    size: sizeOf(on.instrument, signedLots),
    filled: sizeOf(on.instrument, filledLots),
    notional: quoteNotional(on, filledLots, notionalAtoms),
    signedLots,
    filledLots,
    notionalAtoms,
    limitTicks,
  }),
);

/** A fund took a position over at the price at which its owner had nothing left, or the backstop vault at the mark. */
export interface Takeover extends FactHead {
  readonly market: string;
  readonly account: number;
  readonly size: number;
  readonly price: number;
  readonly signedLots: number;
  readonly priceTicks: number;
  /** The account of the fund or vault that took it. */
  readonly by: number;
}

export const takeover = defineFact(
  'takeover',
  ['account', 'signedLots', 'priceTicks', 'by'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: PerpMarket,
    account: number,
    signedLots: number,
    priceTicks: number,
    by: number,
  ): Takeover => ({
    type: 'takeover',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    size: sizeOf(on.instrument, signedLots),
    price: priceOf(on.instrument, priceTicks),
    signedLots,
    priceTicks,
    by,
  }),
);

/** A position on the other side was closed against a bankrupt one, without the book. */
export interface Deleveraging extends FactHead {
  readonly market: string;
  /** Whose position was closed, and whose bankruptcy it covered. */
  readonly account: number;
  readonly bankrupt: number;
  /** Signed change of the closed position: negative closes a long. */
  readonly size: number;
  readonly price: number;
  /** Result that the closed account took, in settlement units. */
  readonly realised: number;
  readonly signedLots: number;
  readonly priceTicks: number;
  readonly realisedAtoms: number;
  /** What the account gave up against the mark price (negative: gained), in settlement atoms. */
  readonly lostAtoms: number;
  /** What the bankrupt account was short of at the marks before any of its position was closed; 0 when nothing. */
  readonly deficitAtoms: number;
}

export const deleveraging = defineFact(
  'deleveraging',
  ['account', 'bankrupt', 'signedLots', 'priceTicks', 'realisedAtoms', 'lostAtoms', 'deficitAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: PerpMarket,
    account: number,
    bankrupt: number,
    signedLots: number,
    priceTicks: number,
    realisedAtoms: number,
    lostAtoms: number,
    deficitAtoms: number,
  ): Deleveraging => ({
    type: 'deleveraging',
    seq,
    timeUs,
    cause,
    origin,
    market: on.id,
    account,
    bankrupt,
    size: sizeOf(on.instrument, signedLots),
    price: priceOf(on.instrument, priceTicks),
    realised: realisedAtoms / on.settleScale,
    signedLots,
    priceTicks,
    realisedAtoms,
    lostAtoms,
    deficitAtoms,
  }),
);

/** Why the insurance fund's balance changed. */
export const insuranceReasons = { fee: 1, deficit: 2, trade: 3 } as const;

/** The insurance fund paid (negative) or received. */
export interface Insurance extends FactHead {
  readonly venue: string;
  readonly account: number;
  readonly change: number;
  readonly balance: number;
  readonly changeAtoms: number;
  readonly balanceAtoms: number;
  /** One of `insuranceReasons`. */
  readonly reason: number;
}

export const insurance = defineFact(
  'insurance',
  ['account', 'changeAtoms', 'balanceAtoms', 'reason'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    changeAtoms: number,
    balanceAtoms: number,
    reason: number,
  ): Insurance => ({
    type: 'insurance',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    change: changeAtoms / on.settleScale,
    balance: balanceAtoms / on.settleScale,
    changeAtoms,
    balanceAtoms,
    reason,
  }),
);

/** An account was closed with a negative balance that no fund covered: bad debt, which stays in its wallet. */
export interface Shortfall extends FactHead {
  readonly venue: string;
  readonly account: number;
  readonly deficit: number;
  readonly deficitAtoms: number;
}

export const shortfall = defineFact(
  'shortfall',
  ['account', 'deficitAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    deficitAtoms: number,
  ): Shortfall => ({
    type: 'shortfall',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    deficit: deficitAtoms / on.settleScale,
    deficitAtoms,
  }),
);

/** An account was charged for a part of what a bankrupt one left uncovered. */
export interface LossShared extends FactHead {
  readonly venue: string;
  readonly account: number;
  readonly bankrupt: number;
  /** Settlement units, positive. */
  readonly amount: number;
  readonly amountAtoms: number;
}

export const lossShared = defineFact(
  'lossShared',
  ['account', 'bankrupt', 'amountAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    bankrupt: number,
    amountAtoms: number,
  ): LossShared => ({
    type: 'lossShared',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    bankrupt,
    amount: amountAtoms / on.settleScale,
    amountAtoms,
  }),
);

/** A fund or vault took over what a unified account held (positive) or owed of an asset, at its collateral price. */
export interface AssetTakeover extends FactHead {
  readonly venue: string;
  readonly account: number;
  /** Index of the asset, and atoms of it. */
  readonly asset: number;
  readonly atoms: number;
  /** What they are worth, in settlement units, with their sign. */
  readonly value: number;
  readonly valueAtoms: number;
  /** The account of the fund or vault. */
  readonly by: number;
}

export const assetTakeover = defineFact(
  'assetTakeover',
  ['account', 'asset', 'atoms', 'valueAtoms', 'by'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    on: VenueName,
    account: number,
    asset: number,
    atoms: number,
    valueAtoms: number,
    by: number,
  ): AssetTakeover => ({
    type: 'assetTakeover',
    seq,
    timeUs,
    cause,
    origin,
    venue: on.venue,
    account,
    asset,
    atoms,
    value: valueAtoms / on.settleScale,
    valueAtoms,
    by,
  }),
);
