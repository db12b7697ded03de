import type { DeleveragingCandidate, DeleveragingShare } from '@ebb/sdk';

/**
 * Orders candidates: the highest rank first; of equal ranks the largest gain (or smallest loss) a lot; what is still equal
 * by rising account number.
 */
export function rankedQueue(
  candidates: readonly DeleveragingCandidate[],
  rankOf: (candidate: DeleveragingCandidate) => number,
): DeleveragingCandidate[] {
  const ranked = candidates.map((candidate) => ({
    candidate,
    rank: rankOf(candidate),
    gain: candidate.unrealisedAtoms / Math.abs(candidate.sizeLots),
  }));
  ranked.sort((a, b) => b.rank - a.rank || b.gain - a.gain || a.candidate.account - b.candidate.account);
  return ranked.map(({ candidate }) => candidate);
}

/** Takes whole positions from the head of a queue until the lots are found; the last one may be taken in part. */
export function takeFromQueue(queue: readonly DeleveragingCandidate[], lots: number): DeleveragingShare[] {
  const shares: DeleveragingShare[] = [];
  let left = lots;
  for (const { account, sizeLots } of queue) {
    if (left <= 0) break;
    const taken = Math.min(left, Math.abs(sizeLots));
    shares.push({ account, lots: taken });
    left -= taken;
  }
  return shares;
}
