import { definePlugin, parameters } from '@ebb/sdk';
import type {
  AccountView,
  DeleveragingCandidate,
  DeleveragingShare,
  IndexSource,
  IndexTarget,
  LiquidationStep,
  MarginVerdict,
  MarkInputs,
  PerpInstrument,
  Plugin,
  PolicyKind,
} from '@ebb/sdk';

/** One tenth of the notional to open, one twentieth to keep. */
class TenthMargin {
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
  readonly feePpm = 0;
  step({ positions }: AccountView): LiquidationStep {
    const orders = positions.map(({ instrument, sizeLots }) => {
      return { instrument, signedLots: -sizeLots, limit: 'bankruptcy' } as const;
    });
    return { orders, otherwise: 'absorb' };
  }
}

class AllToOthers {
  absorb(): 'deleverage' {
    return 'deleverage';
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
  price(_target: IndexTarget, sources: readonly IndexSource[]): number {
    return sources.find(({ kind }) => kind === 'outside')?.mid ?? NaN;
  }
}

class IndexMark {
  price({ index }: MarkInputs): number {
    return index;
  }
}

class SteadyFunding {
  sample(): void {
    // It does not look at the market.
  }
  settle(): number {
    return 0.0001;
  }
}

/** The plainest rules that a venue with a perpetual can have, so that a world for pegs needs no other package. */
export const pegSuiteRules: readonly Plugin[] = [
  rule('margin', 'peg-suite-margin', TenthMargin),
  rule('liquidation', 'peg-suite-liquidation', SellAll),
  rule('lossAbsorption', 'peg-suite-absorption', AllToOthers),
  rule('deleveraging', 'peg-suite-deleveraging', InOrder),
  rule('index', 'peg-suite-index', OutsideIndex),
  rule('mark', 'peg-suite-mark', IndexMark),
  rule('funding', 'peg-suite-funding', SteadyFunding),
];

function rule(policy: PolicyKind, name: string, use: Plugin['use']): Plugin {
  const summary = `A plain ${policy} rule.`;
  return definePlugin({ kind: 'policy', policy, name, version: '1.0.0', summary, params: parameters({}), use });
}
