/** The tail of small numbers or that of large ones. */
export type Side = 'lower' | 'upper';

/**
 * The mean of the lowest or highest share of numbers that ascend, as in 0.05 for the worst twentieth; the number at the edge counts
 * with the part of it that is in the share (C. Acerbi and D. Tasche, Journal of Banking and Finance 26, 2002). NaN of no
 * numbers; throws a RangeError for a share that is not above 0 and up to 1.
 */
export function expectedShortfall(ascending: ArrayLike<number>, share: number, side: Side): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a tail is a share above 0 and up to 1, not ${share}`);
  const n = ascending.length;
  if (n === 0) return NaN;
  const at = (i: number): number => ascending[side === 'lower' ? i : n - 1 - i]!;
  const weight = n * share;
  const whole = Math.min(n, Math.floor(weight));
  let sum = 0;
  for (let i = 0; i < whole; i += 1) sum += at(i);
  if (whole < n && weight > whole) sum += (weight - whole) * at(whole);
  return sum / weight;
}

/** The share of numbers that lie below a threshold, or above it; one that equals it is in neither tail. NaN of no numbers. */
export function tailProbability(values: ArrayLike<number>, threshold: number, side: Side): number {
  let beyond = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (side === 'lower' ? values[i]! < threshold : values[i]! > threshold) beyond += 1;
  }
  return beyond / values.length;
}
