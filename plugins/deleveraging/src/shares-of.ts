import type { DeleveragingCandidate, DeleveragingShare } from '@ebb/sdk';

/** The shares of those that lose at least a lot, given the lots of each candidate. */
export function sharesOf(candidates: readonly DeleveragingCandidate[], lots: readonly number[]): DeleveragingShare[] {
  return candidates.map(({ account }, index) => ({ account, lots: lots[index] })).filter((share) => share.lots > 0);
}
