import type { WorkProgress } from '@ebb/lab';
import { formatCount } from '@ebb/results';
import { showProgress } from './show-progress.ts';

/** A display of a search: it takes how far its present round is, and how many runs its rounds have had, until it ends. */
export interface SearchShown {
  take(this: void, progress: WorkProgress): void;
  round(this: void, runs: number): void;
  end(this: void): void;
}

/** Shows on the error stream how a search moves on; nobody knows how many rounds it will take. */
export async function showSearch(): Promise<SearchShown> {
  let [runs, rounds, share, total] = [0, 0, 0, 0];
  const end = await showProgress(1000, () => ({
    done: Math.floor(share * 1000),
    line: `round ${rounds + 1}: ${Math.floor(share * 100)} % of ${formatCount(total)} runs · ${formatCount(runs)} runs before`,
  }));
  let over = false;
  return {
    take: (progress) => {
      share = progress.share;
      total = progress.total;
    },
    round: (all) => {
      rounds++;
      share = 0;
      runs = all;
    },
    end: () => {
      if (!over) end();
      over = true;
    },
  };
}
