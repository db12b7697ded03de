import { instantText } from './instant-text.ts';

/** Says that simulated time stopped advancing: more work fell on one instant than the budget allows. */
export class EndlessInstantError extends Error {
  override readonly name = 'EndlessInstantError';

  constructor(
    /** The instant, in microseconds since the Unix epoch. */
    readonly timeUs: number,
    /** How many pieces of work the budget allows at one instant. */
    readonly budget: number,
    /** What was counted: entries dispatched or facts delivered. */
    what: 'dispatches' | 'facts',
  ) {
    super(`More than ${budget} ${what} at one instant, ${instantText(timeUs)}: simulated time stands still.`);
  }
}
