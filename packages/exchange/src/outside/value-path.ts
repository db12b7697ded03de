/** A known value at a time, in microseconds since the epoch. */
export interface Knot {
  readonly timeUs: number;
  readonly value: number;
}

/** The value at a time: linear between knots, the first before them and the last after them. Knots ascend in time. */
export function valueOnPath(knots: readonly Knot[], timeUs: number): number {
  const first = knots[0];
  const last = knots[knots.length - 1];
  if (timeUs <= first.timeUs) return first.value;
  if (timeUs >= last.timeUs) return last.value;
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle].timeUs <= timeUs) low = middle;
    else high = middle;
  }
  const [from, to] = [knots[low], knots[high]];
  return from.value + ((to.value - from.value) * (timeUs - from.timeUs)) / (to.timeUs - from.timeUs);
}
