import { describe, expect, test } from '@jest/globals';
import { startWatchdog } from './watchdog.ts';
import type { Glimpse } from './worker-probe.ts';

/** Watches a made-up run for some time; gives what was seen of it when it was found to stand still. */
function watch(
  beats: () => number,
  glimpse: () => Glimpse | undefined,
  ms: number,
): Promise<Glimpse | 'nothing' | null> {
  return new Promise((resolve) => {
    const end = startWatchdog(0.1, {
      beats,
      glimpse: () => Promise.resolve(glimpse()),
      stuck: (seen) => {
        clearTimeout(timer);
        resolve(seen ?? 'nothing');
      },
    });
    const timer = setTimeout(() => {
      end();
      resolve(null);
    }, ms);
  });
}

describe('a watchdog', () => {
  test('leaves a run alone that beats, and does not look into it', async () => {
    let beat = 0;
    const looked = (): Glimpse => {
      throw new Error('it looked');
    };
    expect(await watch(() => beat++, looked, 400)).toBeNull();
  });

  test('leaves a run alone that is slow between two beats', async () => {
    let dispatched = 0;
    expect(
      await watch(
        () => 1,
        () => ({ dispatched: dispatched++, stack: '' }),
        400,
      ),
    ).toBeNull();
  });

  test('ends a run in which nothing is dispatched, and says what it saw', async () => {
    const seen = { dispatched: 5, plugin: 'looper', instance: 'loopers[1]', timeUs: 7, stack: '    at x' };
    expect(
      await watch(
        () => 1,
        () => seen,
        2000,
      ),
    ).toEqual(seen);
  });

  test('ends a run that does not answer', async () => {
    expect(
      await watch(
        () => 1,
        () => undefined,
        2000,
      ),
    ).toBe('nothing');
  });
});
