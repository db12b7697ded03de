/** The number `m × 2^e`. */
export interface Real {
  readonly m: bigint;
  readonly e: number;
}

/** Bits after the point of the fixed-point numbers below. */
const P = 256;
const one = 1n << BigInt(P);

/**
 * The elementary functions to some 100 bits, worked out in big integers by other ways than those of the package: ln by
 * Newton's iteration on exp, exp by halving and squaring, π by the iteration of Gauss and Legendre, large angles by
 * subtracting whole quarter turns.
 */
export const reference = {
  ln: (x: number): Real => ({ m: lnFixed(x), e: -P }),
  exp: (x: number): Real => expReal(toFixed(fromDouble(x))),
  pow: (x: number, y: number): Real => powReal(x, y),
  sin: (x: number): Real => circular(x, 0),
  cos: (x: number): Real => circular(x, 1),
  tanh: (x: number): Real => tanhReal(x),
} as const;

/**
 * Returns how far `computed` is from the true value, in units in the last place of the true value. Infinity is right for
 * what rounds past the largest double, and counts as 2^1024 otherwise.
 */
export function ulpError(computed: number, truth: Real): number {
  if (computed !== computed) return Infinity;
  const size = truth.m < 0n ? -truth.m : truth.m;
  const ulp = Math.max(bitLength(size) + truth.e - 53, -1074);
  if (Math.abs(computed) === Infinity && truth.m > 0n === computed > 0 && isPastDoubles(size, truth.e)) return 0;
  const found = Math.abs(computed) === Infinity ? { m: computed > 0 ? 1n : -1n, e: 1024 } : fromDouble(computed);
  const base = Math.min(found.e, truth.e, ulp - 30);
  const difference = (found.m << BigInt(found.e - base)) - (truth.m << BigInt(truth.e - base));
  const inParts = (difference < 0n ? -difference : difference) >> BigInt(ulp - 30 - base);
  return Number(inParts) / 1073741824;
}

/** Says whether m·2^e is at least 2^1024 − 2^970, from where on a value rounds to Infinity. */
function isPastDoubles(m: bigint, e: number): boolean {
  return shift(m, e - 970 + P) >= ((1n << 54n) - 1n) << BigInt(P);
}

/** Returns the double as a whole number times a power of two. */
export function fromDouble(x: number): Real {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const m = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  return { m: x < 0 ? -m : m, e: Math.max(exponent, 1) - 1075 };
}

function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length;
}

function shift(n: bigint, by: number): bigint {
  return by >= 0 ? n << BigInt(by) : n >> BigInt(-by);
}

function toFixed(x: Real, bits = P): bigint {
  return shift(x.m, x.e + bits);
}

/** ln 2 as the sum of 1 ÷ (n·2^n). */
const ln2 = ((): bigint => {
  let sum = 0n;
  for (let n = 1; n < P + 20; n++) sum += (1n << BigInt(P + 40 - n)) / BigInt(n);
  return sum >> 40n;
})();

function expReal(x: bigint): Real {
  const k = (2n * x + ln2) / (2n * ln2) - (x < 0n ? 1n : 0n);
  let term = (x - k * ln2) >> 12n;
  const small = term;
  let sum = one;
  for (let n = 2n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = ((term * small) >> BigInt(P)) / n;
  }
  for (let i = 0; i < 12; i++) sum = (sum * sum) >> BigInt(P);
  return { m: sum, e: Number(k) - P };
}

function lnFixed(x: number): bigint {
  const { m, e } = fromDouble(x);
  let k = bitLength(m);
  let z = shift(m, P - k);
  if (3n * z < 2n * one) {
    z <<= 1n;
    k--;
  }
  const guess = toFixed(fromDouble(Math.log(Number(z) / Number(one))));
  const back = toFixed(expReal(guess));
  return guess + (2n * (z - back) * one) / (z + back) + BigInt(k + e) * ln2;
}

function powReal(x: number, y: number): Real {
  const exponent = fromDouble(y);
  const value = expReal(shift(exponent.m * lnFixed(Math.abs(x)), exponent.e));
  return x < 0 && y % 2 !== 0 ? { m: -value.m, e: value.e } : value;
}

function tanhReal(x: number): Real {
  // x − x³/3 is x to 200 bits.
  if (Math.abs(x) < 2 ** -100) return fromDouble(x);
  const power = toFixed(expReal(2n * toFixed(fromDouble(Math.min(Math.max(x, -60), 60)))));
  return { m: ((power - one) * one) / (power + one), e: -P };
}

function circular(x: number, quarter: number): Real {
  // sin x is x to 300 bits.
  if (Math.abs(x) < 2 ** -150) return quarter === 1 ? { m: 1n, e: 0 } : fromDouble(x);
  const bits = Math.abs(x) < 2 ** 60 ? P + 64 : P + 1024;
  const halfPi = bits === P + 64 ? shortHalfPi : longHalfPi;
  const angle = toFixed(fromDouble(x), bits);
  let turns = angle / halfPi;
  if (2n * (angle - turns * halfPi) > halfPi) turns++;
  if (2n * (angle - turns * halfPi) < -halfPi) turns--;
  const left = (angle - turns * halfPi) >> BigInt(bits - P);
  const quadrant = Number((((turns + BigInt(quarter)) % 4n) + 4n) % 4n);
  const size = taylor(left, quadrant % 2 === 0);
  return { m: quadrant < 2 ? size : -size, e: -P };
}

function taylor(x: bigint, odd: boolean): bigint {
  const square = (x * x) >> BigInt(P);
  let term = odd ? x : one;
  let sum = 0n;
  for (let n = odd ? 2n : 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += term;
    term = -((term * square) >> BigInt(P)) / (n * (n + 1n));
  }
  return sum;
}

function halfPiByMeans(bits: number): bigint {
  const guard = bits + 32;
  const unit = 1n << BigInt(guard);
  let a = unit;
  let b = squareRoot((unit * unit) / 2n);
  let t = unit / 4n;
  for (let p = 0n; a - b > 1n || b - a > 1n; p++) {
    const next = (a + b) / 2n;
    b = squareRoot(a * b);
    t -= ((a - next) * (a - next)) >> BigInt(guard - Number(p));
    a = next;
  }
  return (((a + b) * (a + b)) / (8n * t)) >> 32n;
}

function squareRoot(n: bigint): bigint {
  let x = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

const shortHalfPi = halfPiByMeans(P + 64);
const longHalfPi = halfPiByMeans(P + 1024);
