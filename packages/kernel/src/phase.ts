/**
 * Orders the work that falls on one instant: lower phases run first. What comes from outside is known before what
 * arrives is handled, values are taken after arrivals, and those who only look (timers, recorders) look last.
 */
export const Phase = {
  outside: 1,
  arrival: 2,
  valuation: 3,
  settlement: 4,
  timer: 5,
  record: 6,
} as const;

/** One of the six phases of an instant, 1 to 6. */
export type Phase = (typeof Phase)[keyof typeof Phase];
