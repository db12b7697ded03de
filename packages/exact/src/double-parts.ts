const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** Which half is the upper one on this machine. */
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The sign, the exponent and the upper 20 bits of the significand of a double, as a signed 32-bit integer. */
export function upperHalf(x: number): number {
  double[0] = x;
  return halves[upper];
}

const smallestExponent = -1074;
const powers = allPowersOfTwo();

/** Returns 2^n exactly, for a whole n from −1074 to 1023. */
export function powerOfTwo(n: number): number {
  return powers[n - smallestExponent];
}

function allPowersOfTwo(): Float64Array {
  const all = new Float64Array(1024 - smallestExponent);
  let power = 5e-324;
  for (let i = 0; i < all.length; i++) {
    all[i] = power;
    power *= 2;
  }
  return all;
}

/** Splits a 53-bit significand into two of 26 bits each (Dekker, Numerische Mathematik 18, 1971). */
const splitter = 134217729;

/** Returns `a × b − product` exactly, where `product` is their rounded product; no argument is past 2^970 in size. */
export function productError(a: number, b: number, product: number): number {
  const wideA = a * splitter;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = b * splitter;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** Returns `a + b − sum` exactly, where `sum` is their rounded sum, whichever of the two is larger (Knuth's two-sum). */
export function sumError(a: number, b: number, sum: number): number {
  const shareOfB = sum - a;
  return a - (sum - shareOfB) + (b - shareOfB);
}
