import type {
  DeleveragingPolicy,
  DisposalPolicy,
  LiquidationPolicy,
  LiquidationStep,
  LossAbsorptionPolicy,
  MarginMode,
  MarginPolicy,
} from '../src/index.ts';

/** Whole percents of what is asked for, and rounded up of what is needed. */
const percent = (percents: number, atoms: number): number => Math.ceil((atoms * percents) / 100);

/** Margins are whole percents of notional, rounded up; a pool complies while it has more than it needs. */
export function percentMargin(
  initialPercent: number,
  maintenancePercent: number,
  mode: MarginMode = 'cross',
): MarginPolicy {
  return {
    mode,
    initialAtoms: (_, notionalAtoms) => percent(initialPercent, notionalAtoms),
    maintenanceAtoms: (_, notionalAtoms) => percent(maintenancePercent, notionalAtoms),
    verdict: (marginAtoms, maintenanceAtoms) => (marginAtoms > maintenanceAtoms ? 'free' : 'liquidate'),
    bound: {
      ratio: 1,
      maintenanceSlope: () => maintenancePercent / 100,
      collateralSlope: () => 1,
      loanMaintenanceSlope: () => 1,
    },
  };
}

/** The same in unified mode: money counts in full, other assets at whole percents; loans need 20 % and 10 %, and cost 1 % an hour. */
export function percentUnified(initialPercent: number, maintenancePercent: number, countPercent = 90): MarginPolicy {
  return {
    ...percentMargin(initialPercent, maintenancePercent, 'unified'),
    collateralAtoms: (asset, valueAtoms) => (asset === 0 ? valueAtoms : Math.floor((valueAtoms * countPercent) / 100)),
    loanInitialAtoms: (_, valueAtoms) => percent(20, valueAtoms),
    loanMaintenanceAtoms: (_, valueAtoms) => percent(10, valueAtoms),
    interestAtoms: (_, owedAtoms, elapsedMs) => Math.ceil((owedAtoms * elapsedMs) / 360_000_000),
    bound: {
      ratio: 1,
      maintenanceSlope: () => maintenancePercent / 100,
      collateralSlope: (asset) => (asset === 0 ? 1 : countPercent / 100),
      loanMaintenanceSlope: () => 0.1,
    },
  };
}

/** Sends the whole of each position to the book, no worse than its bankruptcy price. */
export function sellAll(otherwise: LiquidationStep['otherwise'], feePpm = 0): LiquidationPolicy {
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

/** Sends all that can be reduced to the books without a limit, in its order. */
export function sellRanked(otherwise: LiquidationStep['otherwise'], feePpm = 0): LiquidationPolicy {
  return {
    feePpm,
    step: ({ ranked }) => ({
      orders: ranked.flatMap((each) => {
        const instrument = each.kind === 'position' ? each.instrument : each.market;
        const signedLots = each.kind === 'position' ? -each.sizeLots : -each.lots;
        return instrument === null || signedLots === 0 ? [] : [{ instrument, signedLots, limit: 'none' as const }];
      }),
      otherwise,
    }),
  };
}

/** Sends nothing to the book. */
export function sellNothing(otherwise: LiquidationStep['otherwise']): LiquidationPolicy {
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
