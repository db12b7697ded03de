import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type {
  AccountView,
  DeleveragingCandidate,
  DeleveragingShare,
  FundingInputs,
  IndexSource,
  LatencyDraws,
  LiquidationStep,
  MarkInputs,
  MarginVerdict,
  PerpInstrument,
  Plugin,
  PolicyKind,
  PositionView,
  z,
} from '@ebb/sdk';

const NONE = parameters({});

class HalfMargin {
  readonly mode = 'cross';
  initialAtoms(_instrument: PerpInstrument, notional: number): number {
    return Math.ceil(notional / 10);
  }
  maintenanceAtoms(_instrument: PerpInstrument, notional: number): number {
    return Math.ceil(notional / 20);
  }
  verdict(equity: number, maintenance: number): MarginVerdict {
    return equity < maintenance ? 'liquidate' : 'free';
  }
}

class SellAll {
  readonly feePpm = 5000;
  step({ positions }: AccountView): LiquidationStep {
    const orders = positions.map(({ instrument, sizeLots }) => {
      return { instrument, signedLots: -sizeLots, limit: 'bankruptcy' } as const;
    });
    return { orders, otherwise: 'absorb' };
  }
}

class SmallToFund {
  /** Small positions go to the fund, others to the other side, so that a run has both. */
  absorb({ notionalAtoms }: PositionView): 'fund' | 'deleverage' {
    return notionalAtoms < 420_000_000 ? 'fund' : 'deleverage';
  }
}

class InOrder {
  allot(
    _instrument: PerpInstrument,
    lots: number,
    candidates: readonly DeleveragingCandidate[],
  ): readonly DeleveragingShare[] {
    let left = lots;
    const shares = candidates.map(({ account, sizeLots }) => {
      const taken = Math.min(left, Math.abs(sizeLots));
      left -= taken;
      return { account, lots: taken };
    });
    return shares.filter((share) => share.lots > 0);
  }
}

class OutsideIndex {
  price(_instrument: PerpInstrument, sources: readonly IndexSource[]): number {
    return sources.find(({ kind }) => kind === 'outside')?.mid ?? NaN;
  }
}

class IndexMark {
  price({ index }: MarkInputs): number {
    return index;
  }
}

class FlatFunding {
  #last = 0;
  sample({ mark, index }: FundingInputs): void {
    this.#last = mark / index - 1;
  }
  settle(): number {
    return 0.0001 + this.#last;
  }
}

class FlatFees {
  makerPpm(): number {
    return -50;
  }
  takerPpm(): number {
    return 400;
  }
}

const delayParams = parameters({ mean: p.duration({ describe: 'Mean delay.', default: '20 ms' }) });

@injectable()
class ExponentialDelay {
  readonly #meanUs: number;
  constructor(@inject(PARAMS) { mean }: z.infer<typeof delayParams>) {
    this.#meanUs = mean * 1000;
  }
  delayUs(draws: LatencyDraws): number {
    return 100 + this.#meanUs * draws.exponential();
  }
}

/** One rule of each kind, as plain as can be. */
export const rulePlugins: readonly Plugin[] = [
  rule('margin', 'half-margin', HalfMargin),
  rule('liquidation', 'sell-all', SellAll),
  rule('lossAbsorption', 'small-to-fund', SmallToFund),
  rule('deleveraging', 'in-order', InOrder),
  rule('index', 'outside-index', OutsideIndex),
  rule('mark', 'index-mark', IndexMark),
  rule('funding', 'flat-funding', FlatFunding),
  rule('fees', 'flat-fees', FlatFees),
  rule('latency', 'exponential-delay', ExponentialDelay, delayParams),
];

/** Declares a rule made of a class; tests of faults declare broken ones. */
export function rule(policy: PolicyKind, name: string, use: Plugin['use'], params: Plugin['params'] = NONE): Plugin {
  return definePlugin({
    kind: 'policy',
    policy,
    name,
    version: '1.0.0',
    summary: `A plain ${policy} rule.`,
    params,
    use,
  });
}
