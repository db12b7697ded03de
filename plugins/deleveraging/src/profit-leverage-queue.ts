import { VENUE, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type {
  DeleveragingCandidate,
  DeleveragingPolicy,
  DeleveragingShare,
  PerpInstrument,
  VenueTerms,
} from '@ebb/sdk';
import { leveragePnl } from './leverage-pnl.ts';

/** None: the rank has no figure to choose. */
export const params = parameters({});

/**
 * Orders candidates: the highest rank first; those of rank 0 after all others, the one with the largest gain (or smallest
 * loss) a lot first; what is still equal by rising account number.
 */
export function queueOf(candidates: readonly DeleveragingCandidate[], unitAtoms: number): DeleveragingCandidate[] {
  const ranked = candidates.map((candidate) => ({
    candidate,
    rank: leveragePnl(candidate, unitAtoms),
    gain: candidate.unrealisedAtoms / Math.abs(candidate.sizeLots),
  }));
  ranked.sort(
    (a, b) => b.rank - a.rank || (a.rank === 0 ? b.gain - a.gain : 0) || a.candidate.account - b.candidate.account,
  );
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

/** Closes the most profitable and most leveraged positions of the other side first, each as a whole. */
@injectable()
export class ProfitLeverageQueue implements DeleveragingPolicy {
  readonly #unitAtoms: number;

  constructor(@inject(VENUE) venue: VenueTerms) {
    this.#unitAtoms = venue.settleScale;
  }

  allot(_instrument: PerpInstrument, lots: number, candidates: readonly DeleveragingCandidate[]): DeleveragingShare[] {
    return takeFromQueue(queueOf(candidates, this.#unitAtoms), lots);
  }
}

export default definePlugin({
  kind: 'policy',
  policy: 'deleveraging',
  name: 'profit-leverage-queue',
  version: '1.0.0',
  summary: 'Closes the positions with the most profit and leverage first, one after another.',
  params,
  use: ProfitLeverageQueue,
});
