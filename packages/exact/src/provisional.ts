const LN2_HI = 0.693147180369123816490;
const LN2_LO = 1.90821492927058770002e-10;
const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** Stand-in until the exact functions land. */
export function exp(x: number): number {
  if (x !== x) return NaN;
  if (x > 709.79) return Infinity;
  if (x < -745.2) return 0;
  const k = Math.round(x / 0.6931471805599453);
  const r = x - k * LN2_HI - k * LN2_LO;
  let sum = 1;
  for (let n = 20; n > 0; n--) sum = 1 + (r * sum) / n;
  return scale(sum, k);
}

function scale(x: number, k: number): number {
  let result = x;
  let left = k;
  while (left > 1000) {
    result *= 1.0715086071862673e301;
    left -= 1000;
  }
  while (left < -1000) {
    result /= 1.0715086071862673e301;
    left += 1000;
  }
  u32[0] = 0;
  u32[1] = (left + 1023) << 20;
  return result * f64[0];
}

export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  f64[0] = x;
  let e = ((u32[1] >>> 20) & 0x7ff) - 1023;
  if (e === -1023) return ln(x * 18014398509481984) - 54 * 0.6931471805599453;
  u32[1] = (u32[1] & 0xfffff) | 0x3ff00000;
  let m = f64[0];
  if (m > 1.4142135623730951) {
    m /= 2;
    e++;
  }
  const t = (m - 1) / (m + 1);
  const t2 = t * t;
  let s = 0;
  for (let n = 25; n >= 1; n -= 2) s = 1 / n + t2 * s;
  return e * LN2_HI + (2 * t * s + e * LN2_LO);
}

export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  return exp(y * ln(x));
}

export function sin(x: number): number {
  const k = Math.round(x / 1.5707963267948966);
  const r = x - k * 1.5707963267948966;
  const q = ((k % 4) + 4) % 4;
  const v = q % 2 === 0 ? sinSmall(r) : cosSmall(r);
  return q < 2 ? v : -v;
}

export function cos(x: number): number {
  return sin(x + 1.5707963267948966);
}

function sinSmall(r: number): number {
  let s = 1;
  for (let n = 21; n > 1; n -= 2) s = 1 - (r * r * s) / (n * (n - 1));
  return r * s;
}

function cosSmall(r: number): number {
  let s = 1;
  for (let n = 20; n > 0; n -= 2) s = 1 - (r * r * s) / (n * (n - 1));
  return s;
}

export function tanh(x: number): number {
  if (x > 20) return 1;
  if (x < -20) return -1;
  const e = exp(2 * x);
  return (e - 1) / (e + 1);
}
