/** How every command of Ebb ends. */
export const EXIT = {
  ok: 0,
  /** A target was missed, or a verification failed. */
  missed: 1,
  /** What was given cannot be used; nothing was written. */
  badInput: 2,
  /** A run broke, or its results could not be written. */
  fault: 3,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
