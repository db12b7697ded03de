import { config } from 'rxjs';
import { timeoutProvider } from 'rxjs/internal/scheduler/timeoutProvider';

/**
 * Does some work, and hands to `report`, at once, every error that RxJS would otherwise throw from a timer after the work
 * is over: those of a bare `subscribe` whose handler throws or which has no error handler.
 *
 * RxJS 7.8.2 reports such an error through its timeout provider in the very call in which it was thrown. The provider is
 * diverted for the length of the work alone, which is synchronous, and put back whatever happens; so each error reaches
 * the run that was at work and no other, whichever runs share the process, and `config.onUnhandledError` stays as the
 * host set it. RxJS uses that provider for nothing else, save for notifications after the end of a stream when the host
 * asks for them (`config.onStoppedNotification`); those are made at once too.
 */
export function withUnhandled<T>(report: (error: unknown) => void, work: () => T): T {
  const outer = timeoutProvider.delegate;
  timeoutProvider.delegate = {
    setTimeout: (throwLater) => {
      const hosts = config.onUnhandledError;
      config.onUnhandledError = report;
      try {
        throwLater();
      } finally {
        config.onUnhandledError = hosts;
      }
      return 0;
    },
    clearTimeout: () => undefined,
  };
  try {
    return work();
  } finally {
    timeoutProvider.delegate = outer;
  }
}
