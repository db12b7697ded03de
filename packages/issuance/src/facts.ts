import { defineFact } from '@ebb/kernel';
import type { FactHead } from '@ebb/kernel';
import type { Asset } from '@ebb/ledger';
import { issuanceRefusalName, requestKindName, requestStateName } from './issuance-codes.ts';
import type { IssuanceRefusal, RequestKind, RequestState } from './issuance-codes.ts';

/** The issuer of a coin, as facts speak of it. */
export interface IssuerName {
  /** Index and symbol of the coin. */
  readonly index: number;
  readonly coin: string;
  /** All assets, by index. */
  readonly assets: readonly Asset[];
}

/** An account's request to an issuer changed its state; amounts are those of this change. */
export interface Issuance extends FactHead {
  readonly coin: string;
  readonly account: number;
  /** The number that the desk gave it: the sequence of the intent. */
  readonly request: number;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly refusal: IssuanceRefusal;
  /** Units of the coin that the account gave (negative) or got, and of the asset on the other side. */
  readonly coins: number;
  readonly asset: string;
  readonly amount: number;
  readonly coinAtoms: number;
  readonly assetAtoms: number;
}

export const issuance = defineFact(
  'issuance',
  ['account', 'request', 'kind', 'state', 'refusal', 'coinAtoms', 'asset', 'assetAtoms'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { coin, assets, index }: IssuerName,
    account: number,
    request: number,
    kind: number,
    state: number,
    refusal: number,
    coinAtoms: number,
    asset: number,
    assetAtoms: number,
  ): Issuance => ({
    type: 'issuance',
    seq,
    timeUs,
    cause,
    origin,
    coin,
    account,
    request,
    kind: requestKindName(kind),
    state: requestStateName(state),
    refusal: issuanceRefusalName(refusal),
    coins: coinAtoms / assets[index].atomsPerUnit,
    asset: assets[asset].symbol,
    amount: assetAtoms / assets[asset].atomsPerUnit,
    coinAtoms,
    assetAtoms,
  }),
);

/** What stands behind a coin at a moment, in units of its reference; coins in units. */
export interface BackingState {
  readonly coin: string;
  readonly assets: number;
  readonly liquid: number;
  readonly liabilities: number;
  /** What one coin is worth by the mechanism's terms. */
  readonly parity: number;
  /** Coins in other hands than the issuer's, and coins whose redemption waits. */
  readonly circulating: number;
  readonly waiting: number;
  /** Requests that wait. */
  readonly requests: number;
}

const BACKING_FIELDS = [
  'assets',
  'liquid',
  'liabilities',
  'parity',
  'circulatingAtoms',
  'waitingAtoms',
  'requests',
] as const;

/** The truth about a coin's backing, for those who only watch a run; agents hear the issuer's reports. */
export interface BackingFact extends FactHead, BackingState {}

/** What an issuer publishes of its backing: live, late, or never, by its own rule; `asOfMs` is the moment that it tells of. */
export interface IssuerReport extends FactHead, BackingState {
  readonly asOfMs: number;
}

export const backing = defineFact(
  'backing',
  BACKING_FIELDS,
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { coin, assets: all, index }: IssuerName,
    assets: number,
    liquid: number,
    liabilities: number,
    parity: number,
    circulatingAtoms: number,
    waitingAtoms: number,
    requests: number,
  ): BackingFact => ({
    type: 'backing',
    seq,
    timeUs,
    cause,
    origin,
    coin,
    assets,
    liquid,
    liabilities,
    parity,
    circulating: circulatingAtoms / all[index].atomsPerUnit,
    waiting: waitingAtoms / all[index].atomsPerUnit,
    requests,
  }),
);

export const issuerReport = defineFact(
  'issuerReport',
  [...BACKING_FIELDS, 'asOfMs'],
  (
    seq: number,
    timeUs: number,
    cause: number,
    origin: number,
    { coin, assets: all, index }: IssuerName,
    assets: number,
    liquid: number,
    liabilities: number,
    parity: number,
    circulatingAtoms: number,
    waitingAtoms: number,
    requests: number,
    asOfMs: number,
  ): IssuerReport => ({
    type: 'issuerReport',
    seq,
    timeUs,
    cause,
    origin,
    coin,
    assets,
    liquid,
    liabilities,
    parity,
    circulating: circulatingAtoms / all[index].atomsPerUnit,
    waiting: waitingAtoms / all[index].atomsPerUnit,
    requests,
    asOfMs,
  }),
);
