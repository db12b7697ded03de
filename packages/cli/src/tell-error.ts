import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

/** Names of errors whose message is a sentence for the person who wrote the input. */
const BAD_INPUT = new Set(['BadInput', 'UsageError']);
/** Those whose message is a sentence about what the machines could not do. */
const FAULTS = new Set(['QueueError', 'WorkerError']);

/** Prints what a command threw to the error stream, and gives the exit code that it means. */
export function tellError(error: unknown): ExitCode {
  // By name: an error that crossed from another thread, or from a lazily loaded copy, is not an instance of this class.
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (BAD_INPUT.has(name)) {
    process.stderr.write(`${message}\n`);
    return EXIT.badInput;
  }
  if (name === 'StoreError') {
    process.stderr.write(`ebb: ${message}\n`);
    return storeCode(error);
  }
  if (FAULTS.has(name)) {
    process.stderr.write(`ebb: ${message}\n`);
    return EXIT.fault;
  }
  process.stderr.write(`ebb: this should not have happened: ${stack ?? message}\n`);
  return EXIT.fault;
}

/** What a StoreError says of what was asked for, and not of the machine. */
const ASKED_WRONG = new Set(['notARunFolder', 'notAFolder', 'noStore', 'missing', 'badQuery', 'tooLarge']);

/** A folder that is none, is not there or must not be replaced, or a bad question; all else is a fault of the machine. */
function storeCode(error: unknown): ExitCode {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return ASKED_WRONG.has(code) ? EXIT.badInput : EXIT.fault;
}
