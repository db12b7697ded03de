import type { ReplicateProgress } from '@ebb/lab';
import { replicatesLine } from './replicates-line.ts';
import { showProgress } from './show-progress.ts';

/** A display of replicates: it takes how far they are, until it ends. */
export interface ReplicatesShown {
  take(this: void, progress: ReplicateProgress): void;
  end(this: void): void;
}

/** Shows on the error stream how replicates move on. */
export async function showReplicates(total: number): Promise<ReplicatesShown> {
  const begunMs = performance.now();
  let last: ReplicateProgress = { done: 0, failed: 0, total, share: 0, events: 0 };
  const end = await showProgress(1000, () => ({
    done: Math.floor(last.share * 1000),
    line: replicatesLine(last, (performance.now() - begunMs) / 1000),
  }));
  let over = false;
  return {
    take: (progress) => (last = progress),
    end: () => {
      if (!over) end();
      over = true;
    },
  };
}
