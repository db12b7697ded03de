import { apportion } from '@ebb/sdk';
import type { LossCandidate, LossShare } from '@ebb/sdk';

/**
 * Divides a deficit in proportion to what accounts won, in whole atoms: nobody pays more than it won or has available, and
 * what one cannot pay falls on the others. Odd atoms go to the largest remainders, equals by rising account.
 */
export function lossShares(
  deficitAtoms: number,
  candidates: readonly LossCandidate[],
  wonAtoms: (candidate: LossCandidate) => number,
): LossShare[] {
  const won = candidates.map((candidate) => Math.max(0, wonAtoms(candidate)));
  const caps = candidates.map(({ availableAtoms }, index) => Math.min(won[index], Math.max(0, availableAtoms)));
  return apportion(deficitAtoms, won, caps)
    .map((atoms, index) => ({ account: candidates[index].account, atoms }))
    .filter(({ atoms }) => atoms > 0);
}
