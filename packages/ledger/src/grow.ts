/** A Float64Array of at least `length`, twice as long as before or more: the same one when it is long enough already. */
export function growFloats(array: Float64Array, length: number): Float64Array {
  if (length <= array.length) return array;
  const longer = new Float64Array(Math.max(length, array.length * 2));
  longer.set(array);
  return longer;
}

/** The same for an Int32Array; new places hold `fill`. */
export function growInts(array: Int32Array, length: number, fill = 0): Int32Array {
  if (length <= array.length) return array;
  const longer = new Int32Array(Math.max(length, array.length * 2));
  longer.set(array);
  if (fill !== 0) longer.fill(fill, array.length);
  return longer;
}

/** The same for a Uint8Array; new places hold 0. */
export function growBytes(array: Uint8Array, length: number): Uint8Array {
  if (length <= array.length) return array;
  const longer = new Uint8Array(Math.max(length, array.length * 2));
  longer.set(array);
  return longer;
}
