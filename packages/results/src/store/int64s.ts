const TWO_32 = 4_294_967_296;
const [LOW, HIGH] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0];

/**
 * Safe integers as 64-bit ones, written half by half: a big integer for each would cost several times as much. Throws a
 * RangeError for a number that is not a safe integer, NaN included.
 */
export function int64s(numbers: Float64Array): BigInt64Array {
  const whole = new BigInt64Array(numbers.length);
  const halves = new Int32Array(whole.buffer);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
    // Bitwise operators take a number modulo 2^32, so the lower half of a negative one is right as well.
    halves[2 * i + LOW] = value | 0;
    halves[2 * i + HIGH] = Math.floor(value / TWO_32);
  }
  return whole;
}
