import { playAlone } from './play-alone.ts';
import type { PlayOrder, PlayedRun, UnderWay } from './play-run.ts';
import type { PooledRun } from './run-pool.ts';

/** Who plays a run first, who plays it when that broke, and how often in all. */
export interface Tries {
  readonly pooled: (order: PlayOrder) => UnderWay<PooledRun>;
  readonly alone?: (order: PlayOrder) => UnderWay<PlayedRun>;
  readonly tries: number;
}

/**
 * Plays a run on a pool; when it breaks, again in a thread of its own, where what other runs left behind has no part in it and
 * more can be told, until it does not or was tried often enough. A scenario that cannot be played is not tried again.
 */
export function playAgain(order: PlayOrder, { pooled, alone = playAlone, tries }: Tries): UnderWay<PlayedRun> {
  const first = pooled(order);
  let now: UnderWay<PlayedRun> = first;
  const play = async (): Promise<PlayedRun | undefined> => {
    const pooledRun = await first.over;
    if (pooledRun === undefined || pooledRun.end === 'refused') return pooledRun && withoutEnd(pooledRun);
    let run: PlayedRun | undefined = withoutEnd(pooledRun);
    for (let tried = 1; run?.fault !== undefined && tried < tries; tried++) {
      now = alone(order);
      const spent: number = run.seconds;
      run = await now.over;
      if (run !== undefined) run = { ...run, seconds: run.seconds + spent };
    }
    return run;
  };
  return { gauge: () => now.gauge(), over: play() };
}

function withoutEnd({ end: _, ...run }: PooledRun): PlayedRun {
  return run;
}
