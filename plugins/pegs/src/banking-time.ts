const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday: day 3 of a week that begins on Monday. */
const EPOCH_WEEKDAY = 3;
const WEEKDAYS = 5;

/** Whether banks are open at an instant: Monday to Friday, from the one time after midnight UTC until the other; milliseconds. */
export function isBankingTime(nowMs: number, opensMs: number, closesMs: number): boolean {
  const day = (Math.floor(nowMs / DAY_MS) + EPOCH_WEEKDAY) % 7;
  const ofDay = nowMs % DAY_MS;
  return day < WEEKDAYS && ofDay >= opensMs && ofDay < closesMs;
}
