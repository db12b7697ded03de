import type { DeleveragingCandidate } from '@ebb/sdk';

/**
 * Rank of a position in the queue: profit on the wallet × use of margin.
 *
 * [max(0, unrealised) ÷ max(1, wallet)] × [maintenance margin ÷ (wallet + unrealised)], and 0 when the last sum is not
 * positive (Binance, FAQ "What Is Auto-Deleveraging", 360033525471). The profit is that of the position; wallet, margin and
 * the last sum are those of the whole account, which answers for all its positions. `unitAtoms` is one settlement unit.
 */
export function leveragePnl(candidate: DeleveragingCandidate, unitAtoms: number): number {
  const { unrealisedAtoms, walletAtoms, equityAtoms, maintenanceAtoms } = candidate;
  if (equityAtoms <= 0) return 0;
  return (Math.max(0, unrealisedAtoms) / Math.max(unitAtoms, walletAtoms)) * (maintenanceAtoms / equityAtoms);
}
