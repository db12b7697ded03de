import type {
  DeleveragingPolicy,
  DisposalPolicy,
  LiquidationPolicy,
  LiquidationPriorityPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
} from '@ebb/clearing';
import type { Instrument, PerpInstrument } from '@ebb/ledger';
import type { CollateralAsset } from './collateral-prices.ts';
import type { CurvePolicy } from './contracts/curve.ts';
import type { CircuitBreaker } from './contracts/circuit-breaker.ts';
import type { LatencyPolicy } from './contracts/latency.ts';
import type { ObservationPolicy } from './contracts/observation.ts';
import type { TransferPolicy } from './contracts/transfer.ts';
import type { FeePolicy, FundingPolicy, IndexPricePolicy, MarkPricePolicy } from './contracts/prices.ts';

/** The rules of any venue. */
export interface VenuePolicies {
  readonly fees: FeePolicy;
  readonly latency: LatencyPolicy;
  /** One instance of each a market, in the order of their names; no market is ever halted when absent. */
  readonly circuitBreakers?: (instrument: Instrument) => readonly CircuitBreaker[];
  /** Every forced order is shown when absent. */
  readonly observation?: (instrument: Instrument) => ObservationPolicy;
  /** Between wallets of the venue, out of it and into it; without one that way is instant, free and unlimited. */
  readonly transfer?: TransferPolicy;
  readonly withdrawal?: TransferPolicy;
  readonly deposit?: TransferPolicy;
  /** The curves of those markets that are pools, by symbol. */
  readonly curves?: ReadonlyMap<string, CurvePolicy>;
  /** Absent on a venue without perpetuals. */
  readonly derivatives?: DerivativePolicies;
}

/** The rules of a venue that lists perpetuals; those made by a function have one instance a market. */
export interface DerivativePolicies {
  /** The venue's own margin policy first, then those that accounts may follow instead. */
  readonly margins: readonly MarginPolicy[];
  /** The assets that unified accounts may hold as collateral, with what prices them. */
  readonly collateral: readonly CollateralAsset[];
  readonly liquidation: LiquidationPolicy;
  readonly liquidationPriority: LiquidationPriorityPolicy | null;
  readonly disposal: DisposalPolicy;
  readonly lossAbsorption: LossAbsorptionPolicy;
  readonly deleveraging: DeleveragingPolicy;
  readonly index: (instrument: PerpInstrument) => IndexPricePolicy;
  readonly mark: (instrument: PerpInstrument) => MarkPricePolicy;
  readonly funding: (instrument: PerpInstrument) => FundingPolicy;
}
