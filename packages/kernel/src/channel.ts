import type { Numbers } from './fact.ts';

/**
 * Hears the numbers of every record of a type at the moment it is made, without an object. It is for recorders: it must
 * not publish, and must not read the state of the world, which may be half-way through an intent.
 */
export type Tap<A extends Numbers> = (
  seq: number,
  timeUs: number,
  cause: number,
  origin: number,
  subjectIndex: number,
  ...numbers: A
) => void;

type OpenTap = (seq: number, timeUs: number, cause: number, origin: number, index: number, ...n: Numbers) => void;

/** Holds what publishing needs to know of one type of fact or intent, and who taps it. */
export class Channel {
  /** Who taps, in order of arrival; replaced, never changed, when a tap comes or goes. */
  taps: readonly OpenTap[] = [];

  constructor(
    /** The number of the type. */
    readonly id: number,
    /** How many numbers a record carries. */
    readonly count: number,
    /** Which of them the trace folds in by their labels. */
    readonly mask = 0,
  ) {}

  /** Adds a tap and returns the function that takes it away. */
  tap<A extends Numbers>(fn: Tap<A>): () => void {
    const open = fn as unknown as OpenTap;
    let here = true;
    this.taps = [...this.taps, open];
    return () => {
      if (!here) return;
      here = false;
      const at = this.taps.indexOf(open);
      this.taps = this.taps.filter((_, i) => i !== at);
    };
  }
}
