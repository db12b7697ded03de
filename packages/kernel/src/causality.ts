/**
 * Holds what the present work follows from. Calendar entries, facts and intents copy it when they are made; the calendar
 * restores it when an entry is dispatched and the bus sets it while a fact is delivered.
 */
export class Causality {
  /** The sequence number of the fact or intent that led here; 0 when nothing did. */
  cause = 0;

  /** The sequence number of the nearest fact or intent upstream that was declared an origin; 0 when none was. */
  origin = 0;

  /** Replaces both at once. */
  set(cause: number, origin: number): void {
    this.cause = cause;
    this.origin = origin;
  }
}
