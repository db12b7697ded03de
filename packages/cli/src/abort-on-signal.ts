import { EXIT } from './exit-code.ts';

/** A signal that is aborted when the process is asked to end, and how to stop listening. */
export interface Aborting {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Takes the first Ctrl-C (or the like) as a wish to end `what`, and the second as one to end the process. */
export function abortOnSignal(what: string): Aborting {
  const controller = new AbortController();
  const hear = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write(`\nending ${what}; once more to stop at once\n`);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const each of signals) process.on(each, hear);
  const end = (): void => {
    for (const each of signals) process.off(each, hear);
  };
  return { signal: controller.signal, end };
}
