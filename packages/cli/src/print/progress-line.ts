/** How far a run is; simulated times in microseconds since the epoch, real time in seconds. */
export interface ProgressState {
  readonly startUs: number;
  readonly untilUs: number;
  readonly simulatedUs: number;
  readonly events: number;
  readonly seconds: number;
}

/** A line such as `20:45:10 of 23:00:00 · 10 % · 512 k events/s · 40 s left`. */
export function progressLine({ startUs, untilUs, simulatedUs, events, seconds }: ProgressState): string {
  const done = untilUs > startUs ? (simulatedUs - startUs) / (untilUs - startUs) : 1;
  const speed = seconds > 0 ? events / seconds : 0;
  const times = `${clock(simulatedUs, untilUs - startUs)} of ${clock(untilUs, untilUs - startUs)}`;
  return `${times} · ${Math.floor(done * 100)} % · ${thousands(speed)} events/s · ${leftText(done, seconds)}`;
}

/** How long work will still take, of which so large a part took so many seconds. */
export function leftText(done: number, seconds: number): string {
  return done > 0 ? `${duration((seconds / done) * (1 - done))} left` : 'starting';
}

/** The time of day in UTC, with the date where the run is longer than a day. */
function clock(timeUs: number, lengthUs: number): string {
  const text = new Date(timeUs / 1000).toISOString();
  return lengthUs > 86_400_000_000 ? `${text.slice(0, 10)} ${text.slice(11, 19)}` : text.slice(11, 19);
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A number in thousands or millions, as in `512 k`. */
export function thousands(value: number): string {
  if (value < 1000) return value.toFixed(0);
  return value < 1_000_000 ? `${(value / 1000).toFixed(0)} k` : `${(value / 1_000_000).toFixed(2)} M`;
}
