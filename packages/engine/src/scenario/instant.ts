const SECOND_US = 1_000_000;
const DAY_US = 86_400 * SECOND_US;

/** Reads an instant of ISO 8601 in UTC, such as `2025-10-10T20:30:00Z` or a date alone, in microseconds since 1970. */
export function parseInstant(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)Z)?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const timeUs = match[4] === undefined ? 0 : parseClock(match[4]);
  return timeUs === undefined ? undefined : daysSinceEpoch(year, month, day) * DAY_US + timeUs;
}

/** Reads a time of day, `20:50` or `20:50:30.5`, in microseconds since midnight. */
export function parseClock(text: string): number | undefined {
  const match = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * SECOND_US + Number((match[4] ?? '').padEnd(6, '0'));
}

/** Gives the first instant at or after another whose time of day, in UTC, is the one given. */
export function nextClock(clockUs: number, fromUs: number): number {
  const today = Math.floor(fromUs / DAY_US) * DAY_US + clockUs;
  return today >= fromUs ? today : today + DAY_US;
}

/** Writes an instant as ISO 8601 in UTC, with as many decimals of a second as it has. */
export function formatInstant(us: number): string {
  const days = Math.floor(us / DAY_US);
  const ofDay = us - days * DAY_US;
  const seconds = Math.floor(ofDay / SECOND_US);
  const fraction = ofDay - seconds * SECOND_US;
  const pad = (value: number): string => String(value).padStart(2, '0');
  const decimals = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  const time = `${pad(Math.floor(seconds / 3_600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return `${dateOf(days)}T${time}${decimals}Z`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Days from 1 January 1970 to a date of the proleptic Gregorian calendar, counting years from March so that the leap
 * day comes last ("chrono-Compatible Low-Level Date Algorithms", H. Hinnant, 2021).
 */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number; the inverse of `daysSinceEpoch`, from the same source. */
function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
