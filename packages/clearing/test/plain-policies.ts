import type {
  DeleveragingPolicy,
  DisposalPolicy,
  LiquidationPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
} from '../src/index.ts';

/** Margins are whole percents of notional, rounded up; an account complies while it has more than it needs. */
export function percentMargin(initialPercent: number, maintenancePercent: number): MarginPolicy {
  return {
    mode: 'cross',
    initialAtoms: (_, notionalAtoms) => Math.ceil((notionalAtoms * initialPercent) / 100),
    maintenanceAtoms: (_, notionalAtoms) => Math.ceil((notionalAtoms * maintenancePercent) / 100),
    verdict: (equityAtoms, maintenanceAtoms) => (equityAtoms > maintenanceAtoms ? 'free' : 'liquidate'),
  };
}

/** Sends the whole of each position to the book, no worse than its bankruptcy price. */
export function sellAll(otherwise: 'wait' | 'absorb', feePpm = 0): LiquidationPolicy {
  return {
    feePpm,
    step: ({ positions }) => ({
      orders: positions.map(({ instrument, sizeLots }) => ({
        instrument,
        signedLots: -sizeLots,
        limit: 'bankruptcy' as const,
      })),
      otherwise,
    }),
  };
}

/** Sends nothing to the book. */
export function sellNothing(otherwise: 'wait' | 'absorb'): LiquidationPolicy {
  return { feePpm: 0, step: () => ({ orders: [], otherwise }) };
}

export const toFund: LossAbsorptionPolicy = { absorb: () => 'fund' };

export const toOthers: LossAbsorptionPolicy = { absorb: () => 'deleverage' };

export const noDisposal: DisposalPolicy = { slice: () => ({ lots: 0, limitTicks: 0 }) };

/** Takes whole positions by rising account number. */
export const inOrder: DeleveragingPolicy = {
  allot: (_, lots, candidates) => {
    let left = lots;
    return candidates.flatMap(({ account, sizeLots }) => {
      const taken = Math.min(left, Math.abs(sizeLots));
      left -= taken;
      return taken === 0 ? [] : [{ account, lots: taken }];
    });
  },
};
