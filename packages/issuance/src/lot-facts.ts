import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import type { IssuerName } from './facts.ts';

/** An issuer offers a lot of an asset for its coin, to cover a debt; bids are actions of its mechanism. */
export interface LotOffered extends FactHead {
  readonly coin: string;
  readonly lot: number;
  readonly asset: string;
  readonly amount: number;
  /** Coins that the sale is to raise. */
  readonly debt: number;
  readonly endsMs: number;
}

export const lotOffered = defineFact(
  'lotOffered',
  ['lot', 'asset', 'amountAtoms', 'debtAtoms', 'endsMs'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { coin, assets, index }: IssuerName,
    lot: number,
    asset: number,
    amountAtoms: number,
    debtAtoms: number,
    endsMs: number,
  ): LotOffered => ({
    type: 'lotOffered',
    seq,
    timeUs,
    cause,
    origin,
    coin,
    lot,
    asset: assets[asset].symbol,
    amount: amountAtoms / assets[asset].atomsPerUnit,
    debt: debtAtoms / assets[index].atomsPerUnit,
    endsMs,
  }),
);

/** (Part of) a lot went to an account; `paid` are coins. */
export interface LotSold extends FactHead {
  readonly coin: string;
  readonly account: number;
  readonly lot: number;
  readonly asset: string;
  readonly amount: number;
  readonly paid: number;
  /** Whether nothing of it is left for sale. */
  readonly closed: boolean;
}

export const lotSold = defineFact(
  'lotSold',
  ['account', 'lot', 'asset', 'amountAtoms', 'paidAtoms', 'closed'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { coin, assets, index }: IssuerName,
    account: number,
    lot: number,
    asset: number,
    amountAtoms: number,
    paidAtoms: number,
    closed: number,
  ): LotSold => ({
    type: 'lotSold',
    seq,
    timeUs,
    cause,
    origin,
    coin,
    account,
    lot,
    asset: assets[asset].symbol,
    amount: amountAtoms / assets[asset].atomsPerUnit,
    paid: paidAtoms / assets[index].atomsPerUnit,
    closed: closed === 1,
  }),
);
