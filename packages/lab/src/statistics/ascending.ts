/** Some numbers in ascending order, as a new array; infinities come at the ends, NaN last. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}
