import type { PlayOrder, PlayedRun, UnderWay } from './play-run.ts';
import type { PooledRun } from './run-pool.ts';

/** Who plays a run first, who plays it when that broke, and how often in all. */
export interface Tries {
  readonly pooled: (order: PlayOrder) => UnderWay<PooledRun>;
  readonly alone: (order: PlayOrder) => UnderWay<PlayedRun>;
  readonly tries: number;
}

/**
 * Plays a run on a pool; when it breaks, again in a thread of its own, where what other runs left behind has no part in it and
 * more can be told, until it does not or was tried often enough. A scenario that cannot be played is not tried again. Runs
 * that took their thread with them wait for each other, so that it is known which of them does what.
 */
export function playAgain(order: PlayOrder, { pooled, alone, tries }: Tries): UnderWay<PlayedRun> {
  const first = pooled(order);
  let now: UnderWay<PlayedRun> = first;
  const again = (): Promise<PlayedRun | undefined> => {
    now = alone(order);
    return now.over;
  };
  const play = async (): Promise<PlayedRun | undefined> => {
    const pooledRun = await first.over;
    if (pooledRun === undefined) return undefined;
    const { end, ...played } = pooledRun;
    let run: PlayedRun | undefined = played;
    for (let tried = 1; run?.fault !== undefined && end !== 'refused' && tried < tries; tried++) {
      const spent: number = run.seconds;
      run = await (end === 'lost' ? inTurn(again) : again());
      if (run !== undefined) run = { ...run, seconds: run.seconds + spent };
    }
    return run;
  };
  return { gauge: () => now.gauge(), over: play() };
}

let turn: Promise<unknown> = Promise.resolve();

/** Does one after the other. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}
