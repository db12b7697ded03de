import type { Owner } from './owner.ts';

/** Tells whoever hands out work whether the run has broken and no more may be handed out. */
export interface Brake {
  /** True from the moment a piece of work failed. */
  readonly stopped: boolean;

  /** Stops the run on account of an error in somebody's work; the first error counts. */
  fail(error: unknown, owner: Owner): void;
}
