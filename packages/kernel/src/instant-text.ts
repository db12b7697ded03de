/** An instant in microseconds since the Unix epoch as ISO 8601 text in UTC, to the microsecond. */
export function instantText(timeUs: number): string {
  const ms = Math.floor(timeUs / 1000);
  const us = String(timeUs - ms * 1000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${us}Z`;
}
