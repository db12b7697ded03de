import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { WorkProgress } from './executor.ts';
import { playInLanes } from './play-in-lanes.ts';

test('progress is told when something has moved, and not by the clock', async () => {
  const told: WorkProgress[] = [];
  await playInLanes({
    orders: [1, 2],
    total: 2,
    jobs: 1,
    // Longer than some ticks of the clock, in which nothing moves.
    play: () => ({ gauge: () => ({ share: 0, events: 0 }), over: setTimeout(450, {}) }),
    take: () => undefined,
    onProgress: (progress) => told.push(progress),
  });
  expect(told.map(({ done }) => done)).toEqual([0, 1, 2]);
});
