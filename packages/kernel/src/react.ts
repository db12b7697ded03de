import type { Observable, Subscription } from 'rxjs';
import type { Brake } from './brake.ts';
import type { Owner } from './owner.ts';

/** What `react` needs of a run: its brake, and whose work is being done, so that a fault finds its owner. */
export interface Reactive extends Brake {
  /** Says who is at work. */
  acting: Owner;
}

/**
 * Calls a function with each value of a stream, on an owner's account. A throw in the function, an error from the stream's
 * operators, or a returned Promise stops the run: work after an await has no place in simulated time.
 */
export function react<T>(source$: Observable<T>, fn: (value: T) => void, owner: Owner, run: Reactive): Subscription {
  return source$.subscribe({
    next: (value) => {
      if (run.stopped) return;
      const before = run.acting;
      run.acting = owner;
      try {
        const result: unknown = fn(value);
        if (result !== undefined) refusePromise(result);
      } catch (error) {
        run.fail(error, owner);
      }
      run.acting = before;
    },
    error: (error) => {
      run.fail(error, owner);
    },
  });
}

/** Throws when a value is a Promise, having marked the Promise's own failure as seen. */
function refusePromise(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function') return;
  const ignore = (): void => undefined;
  value.then(ignore, ignore);
  throw new TypeError('A reaction returned a Promise; work after an await has no place in simulated time.');
}
