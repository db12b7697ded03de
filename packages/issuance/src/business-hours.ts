const DAY_US = 86_400_000_000;
/** 1 January 1970 was a Thursday: day 4 of a week that begins on Sunday. */
const EPOCH_WEEKDAY = 4;

/** Hours of a day, in UTC, on some days of the week; `fromUs` and `toUs` since midnight, days 0 (Sunday) to 6. */
export interface BusinessHours {
  readonly fromUs: number;
  readonly toUs: number;
  readonly days: readonly number[];
}

/** Whether an instant lies in the hours; from is inside, to is not. */
export function isOpen({ fromUs, toUs, days }: BusinessHours, nowUs: number): boolean {
  const ofDay = nowUs % DAY_US;
  return ofDay >= fromUs && ofDay < toUs && days.includes(weekday(nowUs));
}

/** The first instant from now on that lies in the hours. */
export function opensUs(hours: BusinessHours, nowUs: number): number {
  if (isOpen(hours, nowUs)) return nowUs;
  const midnight = nowUs - (nowUs % DAY_US);
  for (let day = 0; day <= 7; day++) {
    const at = midnight + day * DAY_US + hours.fromUs;
    if (at >= nowUs && hours.days.includes(weekday(at))) return at;
  }
  throw new RangeError('business hours have a day of the week');
}

function weekday(us: number): number {
  return (Math.floor(us / DAY_US) + EPOCH_WEEKDAY) % 7;
}
