/** Says of a run that it took too much. */
export const TOO_MUCH_MEMORY = 'the run needed more memory than its thread may have';

/** Says what the error that ended a thread means; a promise that nobody waited for fails there too. */
export function deathOf(error: Error): string {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return TOO_MUCH_MEMORY;
  }
  return `work outside of simulated time failed: ${error.message}`;
}
