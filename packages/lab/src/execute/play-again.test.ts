import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { playAgain } from './play-again.ts';
import type { PlayOrder, PlayedRun, UnderWay } from './play-run.ts';
import type { PooledRun } from './run-pool.ts';

const order = { seed: '7' } as PlayOrder;
const played: PlayedRun = { seed: '7', traceHash: 't', world: 'w', events: 3, seconds: 1, metrics: [] };
const broken: PlayedRun = { ...played, fault: { message: 'it broke' } };

function underWay<Run>(run: Run | undefined): UnderWay<Run> {
  return { gauge: () => ({ share: 0.5, events: 3 }), over: Promise.resolve(run) };
}

/** Plays by what the pool gives and what each try alone gives; how often it was played alone. */
async function tried(pooled: PooledRun | undefined, alone: readonly (PlayedRun | undefined)[], tries: number) {
  let times = 0;
  const options = { pooled: () => underWay(pooled), alone: () => underWay(alone[times++]), tries };
  return { run: await playAgain(order, options).over, times };
}

describe('a run that is played again', () => {
  test('is not, when it was whole, was ended, or cannot be played', async () => {
    expect(await tried({ ...played, end: 'played' }, [], 3)).toEqual({ run: played, times: 0 });
    expect(await tried(undefined, [], 3)).toEqual({ run: undefined, times: 0 });
    expect(await tried({ ...broken, end: 'refused' }, [], 3)).toEqual({ run: broken, times: 0 });
    expect(await tried({ ...broken, end: 'played' }, [], 1)).toEqual({ run: broken, times: 0 });
  });

  test('is played alone until it is whole, and as often as it may', async () => {
    expect(await tried({ ...broken, end: 'played' }, [played], 3)).toEqual({
      run: { ...played, seconds: 2 },
      times: 1,
    });
    const told = { ...broken, fault: { message: 'a loop', plugin: 'looper' } };
    expect(await tried({ ...broken, end: 'lost' }, [broken, told], 3)).toEqual({
      run: { ...told, seconds: 3 },
      times: 2,
    });
    expect(await tried({ ...broken, end: 'lost' }, [undefined], 3)).toEqual({ run: undefined, times: 1 });
  });

  test('waits for others that took their threads with them', async () => {
    let [now, most] = [0, 0];
    const alone = (): UnderWay<PlayedRun> => {
      most = Math.max(most, ++now);
      return { ...underWay(played), over: setTimeout(5, played).finally(() => now--) };
    };
    const pooled = (): UnderWay<PooledRun> => underWay({ ...broken, end: 'lost' as const });
    await Promise.all([1, 2, 3].map(() => playAgain(order, { pooled, alone, tries: 2 }).over));
    expect(most).toBe(1);
  });
});
