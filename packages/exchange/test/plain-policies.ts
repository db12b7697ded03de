import type { DeleveragingPolicy, LiquidationPolicy, LossAbsorptionPolicy, MarginPolicy } from '@ebb/clearing';
import type {
  DerivativePolicies,
  FeePolicy,
  FundingInputs,
  IndexSource,
  MarkInputs,
  TransferRequest,
  VenuePolicies,
} from '../src/index.ts';

/** What the rules of a test say; the numbers may be changed while a test goes on. */
export class PlainRules {
  makerPpm = 0;
  takerPpm = 0;
  /** NaN keeps the last price. */
  indexPrice = NaN;
  markPrice = 100;
  fundingRate = 0;
  absorb: ReturnType<LossAbsorptionPolicy['absorb']> = 'fund';
  /** Whether the liquidation of an account sends orders before positions are handed over. */
  steps: (account: number) => boolean = () => true;
  /** What the price policies were asked, last first. */
  lastMarkInputs: MarkInputs | null = null;
  lastSources: readonly IndexSource[] = [];
  /** How long a transfer takes, in ms; null takes none. */
  transferMs: (request: TransferRequest) => number | null = () => 0;
  /** Whether the index looks at the prices of its sources. */
  readsSources = false;
  samples = 0;
  onSample: (inputs: FundingInputs) => void = () => {};

  /** The policies of a venue that follow these rules: 10 % initial and 5 % maintenance margin. */
  policies(): VenuePolicies {
    return {
      fees: this.#fees(),
      latency: { delayUs: () => 0 },
      transfer: { admit: (request) => this.transferMs(request) },
      derivatives: this.#derivatives(),
    };
  }

  #fees(): FeePolicy {
    return { makerPpm: () => this.makerPpm, takerPpm: () => this.takerPpm };
  }

  #derivatives(): DerivativePolicies {
    return {
      margins: [margin],
      collateral: [],
      liquidationPriority: null,
      liquidation: this.#liquidation(),
      disposal: { slice: () => ({ lots: 0, limitTicks: 0 }) },
      lossAbsorption: { absorb: () => this.absorb },
      deleveraging: firstComeFirstServed,
      index: () => ({
        price: (_instrument, sources) => {
          this.lastSources = sources;
          if (this.readsSources) for (const { mid } of sources) void mid;
          return this.indexPrice;
        },
      }),
      mark: () => ({
        price: (inputs) => {
          this.lastMarkInputs = inputs;
          return this.markPrice;
        },
      }),
      funding: () => ({
        sample: (inputs) => {
          this.samples++;
          this.onSample(inputs);
        },
        settle: () => this.fundingRate,
      }),
    };
  }

  #liquidation(): LiquidationPolicy {
    return {
      feePpm: 0,
      step: ({ account, positions }) => ({
        orders: this.steps(account)
          ? positions.map(({ instrument, sizeLots }) => ({ instrument, signedLots: -sizeLots, limit: 'none' as const }))
          : [],
        otherwise: 'absorb',
      }),
    };
  }
}

const margin: MarginPolicy = {
  mode: 'cross',
  initialAtoms: (_instrument, notional) => Math.ceil(notional / 10),
  maintenanceAtoms: (_instrument, notional) => Math.ceil(notional / 20),
  verdict: (equity, maintenance) => (equity < maintenance ? 'liquidate' : 'free'),
};

const firstComeFirstServed: DeleveragingPolicy = {
  allot: (_instrument, lots, candidates) => {
    let left = lots;
    return candidates.flatMap(({ account, sizeLots }) => {
      const share = Math.min(left, Math.abs(sizeLots));
      left -= share;
      return share > 0 ? [{ account, lots: share }] : [];
    });
  },
};
