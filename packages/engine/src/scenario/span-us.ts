/** Milliseconds as the schema gives them, in whole microseconds. */
export function spanUs(ms: number): number {
  return Math.round(ms * 1_000);
}
