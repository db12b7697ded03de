import 'reflect-metadata';

export { inject, injectable } from 'tsyringe';
export { z } from 'zod';
export * from './define-plugin.ts';
export * from './facts.ts';
export * from './operators/wakeups.ts';
export * from './params/index.ts';
export * from './tokens.ts';
export * from './whole-ppm.ts';
export type * from './contracts/cohort.ts';
export type * from './contracts/columns.ts';
export type * from './contracts/desk.ts';
export type * from './contracts/issuer-desk.ts';
export type * from './contracts/lender-desk.ts';
export type * from './contracts/metric.ts';
export type * from './contracts/pool-desk.ts';
export type * from './contracts/publish.ts';
export type * from './contracts/shock.ts';
export type * from './contracts/side.ts';
export type * from './contracts/tape.ts';
export type * from './contracts/venue-terms.ts';
export type * from './contracts/market-view.ts';
export type * from './contracts/view.ts';
export type {
  AccountView,
  AssetView,
  AuctionId,
  Backstops,
  Bid,
  BorrowerHealth,
  DeleveragingCandidate,
  DeleveragingPolicy,
  DeleveragingShare,
  DisposalPolicy,
  FundView,
  LendingRatePolicy,
  LiquidationOrder,
  LiquidationPolicy,
  LiquidationPriorityPolicy,
  LiquidationStep,
  LossAbsorptionPolicy,
  LossCandidate,
  LossShare,
  MarginBound,
  MarginMode,
  MarginPolicy,
  MarginVerdict,
  Market,
  PositionView,
  ReducibleView,
  VenueName,
} from '@ebb/clearing';
export type {
  BreakerMarket,
  CircuitBreaker,
  CurvePolicy,
  FeePolicy,
  ForcedPrint,
  FundingInputs,
  FundingPolicy,
  IndexPricePolicy,
  IndexSource,
  IndexTarget,
  LatencyDraws,
  LatencyPolicy,
  MarkInputs,
  MarketHalt,
  MarkPricePolicy,
  ObservationPolicy,
  PoolTerms,
  PriceBand,
  TransferPolicy,
  TransferRequest,
} from '@ebb/exchange';
export type {
  Backing,
  DebtPosition,
  IssuerAction,
  IssuerAnswer,
  IssuerBooks,
  IssuerRefusal,
  IssuerRequest,
  Move,
  Party,
  Peg,
} from '@ebb/issuance';
export { Concentrated, ConstantProduct, Stableswap } from '@ebb/book';
export type { PoolAmounts, PoolCurve, PoolStake, PriceRange } from '@ebb/book';
export { apportion, cos, exp, ln, mulDiv, pow, sin, tanh } from '@ebb/exact';
export type { Atoms, Lots, Ticks } from '@ebb/exact';
export { defineFact } from '@ebb/kernel';
export type { FactHead, FactType, IntentType, Numbers, NumbersOf, Rng, Tap } from '@ebb/kernel';
export { notionalAtoms, positionValueAtoms, priceOf, sizeOf, ticksAtOrAbove, ticksAtOrBelow } from '@ebb/ledger';
export type { Instrument, PerpInstrument, SpotInstrument } from '@ebb/ledger';
export type { SchedulerLike } from 'rxjs';
