import type { RunFaultRecord } from '@ebb/results';

/** Says whose fault ended a run, when in simulated time, with which seed, what was said and where in the source. */
export function faultText(fault: RunFaultRecord, source?: string): string {
  const { plugin, instance, timeUs, seed, message } = fault;
  const where = source === undefined ? '' : `\n    at ${source}`;
  return `ebb: the run broke in ${plugin} (${instance}) at ${instantText(timeUs)}, seed ${seed}: ${message}${where}\n`;
}

/** An instant in microseconds since the epoch, as ISO 8601 in UTC to the microsecond. */
function instantText(timeUs: number): string {
  const ms = Math.floor(timeUs / 1000);
  const rest = String(timeUs - ms * 1000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}Z`;
}
