import { ascending } from './ascending.ts';

/**
 * Gives the values at some places of a sample in ascending order, without sorting them anew: each place is counted at its rank. A
 * place has `cluster` values next to each other. The array is one and the same from call to call.
 */
export function resampledAscending(values: ArrayLike<number>, cluster = 1): (places: Uint32Array) => Float64Array {
  const sorted = ascending(values);
  const ranks = ranksOf(values);
  const counts = new Uint32Array(sorted.length);
  const whole = new Float64Array(sorted.length);
  return (places) => {
    counts.fill(0);
    for (let i = 0; i < places.length; i += 1) {
      const first = places[i]! * cluster;
      for (let at = first; at < first + cluster; at += 1) counts[ranks[at]!]! += 1;
    }
    let to = 0;
    for (let rank = 0; rank < counts.length; rank += 1) {
      const value = sorted[rank]!;
      for (let left = counts[rank]!; left > 0; left -= 1) whole[to++] = value;
    }
    return whole.subarray(0, to);
  };
}

/** Gives the values at some places of a sample in the order of the places; the array is one and the same from call to call. */
export function resampled(values: ArrayLike<number>): (places: Uint32Array) => Float64Array {
  const own = Float64Array.from(values);
  const whole = new Float64Array(own.length);
  return (places) => {
    for (let i = 0; i < places.length; i += 1) whole[i] = own[places[i]!]!;
    return whole.subarray(0, places.length);
  };
}

/** The rank of each value, from 0; equal ones in their order. */
function ranksOf(values: ArrayLike<number>): Uint32Array {
  const order = Array.from({ length: values.length }, (_, place) => place).sort((left, right) => {
    const [a, b] = [values[left]!, values[right]!];
    return a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  });
  const ranks = new Uint32Array(values.length);
  for (const [rank, place] of order.entries()) ranks[place] = rank;
  return ranks;
}
