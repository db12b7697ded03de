import { Observable } from 'rxjs';
import type { SchedulerLike } from 'rxjs';

/**
 * Emits 0, 1, 2, … at moments apart by what `nextMs` says, in milliseconds of simulated time; the first gap comes first.
 * One scheduler entry is re-armed for the whole life of the stream, which is several times cheaper than a timer a wake-up.
 * A gap that is not a finite number of at least 0 is an error of the stream.
 */
export function wakeups(clock: SchedulerLike, nextMs: () => number): Observable<number> {
  return new Observable<number>((subscriber) => {
    const gap = (): number => {
      const ms = nextMs();
      if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`a wake-up after ${ms} ms; the gap is a number from 0`);
      return ms;
    };
    let first: number;
    try {
      first = gap();
    } catch (error) {
      subscriber.error(error);
      return undefined;
    }
    return clock.schedule<number>(
      function (count = 0) {
        subscriber.next(count);
        if (subscriber.closed) return;
        let next: number;
        try {
          next = gap();
        } catch (error) {
          subscriber.error(error);
          return;
        }
        this.schedule(count + 1, next);
      },
      first,
      0,
    );
  });
}
