import { powerOfTwo, productError, sumError } from './double-parts.ts';
import { rootsOfTwo, stepHigh, stepLow, stepsPerUnit } from './exp.ts';

/** Returns the hyperbolic tangent of x within 1 ulp: ±1 for ±Infinity, and ±0 for ±0. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  // The next term of the series, x³/3, is below a tenth of an ulp.
  if (!(size > 3.7252902984619140625e-9)) return x;
  // 1 − tanh 20 is below a tenth of a step of doubles below 1.
  if (size > 20) return x > 0 ? 1 : -1;
  return x > 0 ? positiveTanh(x) : -positiveTanh(size);
}

/** tanh x = n ÷ (n + 2) with n = e^2x − 1; n and the quotient are worked out as sums of two doubles. */
function positiveTanh(x: number): number {
  const steps = Math.floor(2 * x * stepsPerUnit + 0.5);
  const left = 2 * x - steps * stepHigh;
  const correction = -steps * stepLow;
  const r = left + correction;
  const rr = r * r;
  const series =
    sumError(left, correction, r) + rr * (0.5 + r * (1 / 6) + rr * (1 / 24 + r * (1 / 120) + rr * (1 / 720)));
  const growth = r + series;
  const growthRest = series - (growth - r);

  // n = scale·root·(1 + growth) − 1, of which scale·root − 1 is exact.
  const j = 2 * (steps & 127);
  const root = rootsOfTwo[j];
  const scale = powerOfTwo(steps >> 7);
  const product = root * growth;
  const productRest = productError(root, growth, product) + rootsOfTwo[j + 1] * (1 + growth) + root * growthRest;
  const whole = root * scale - 1;
  const n = whole + product * scale;
  const nRest = sumError(whole, product * scale, n) + productRest * scale;
  const divisor = n + 2;
  const divisorRest = sumError(n, 2, divisor) + nRest;

  const quotient = n / divisor;
  const back = quotient * divisor;
  const missing = n - back - productError(quotient, divisor, back) + nRest - quotient * divisorRest;
  return quotient + missing / divisor;
}
