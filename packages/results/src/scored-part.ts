/** How much of a span lies after the warm-up, in microseconds. */
export function scoredPart(fromUs: number, toUs: number, scoredFromUs: number): number {
  return Math.max(0, toUs - Math.max(fromUs, scoredFromUs));
}
