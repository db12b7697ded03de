/** From here on eight terms of the series are good to the last bits. */
const FAR = 15;

/** The terms of Stirling's series over descending odd powers (Abramowitz and Stegun, 1964, 6.1.41). */
const TERMS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/** The natural logarithm of the gamma function of a positive number: Stirling's series, reached by Γ(x + 1) = x Γ(x). */
export function logGamma(x: number): number {
  let shift = 1;
  let far = x;
  for (; far < FAR; far += 1) shift *= far;
  return (far - 0.5) * Math.log(far) - far + HALF_LOG_TAU + stirling(far) - Math.log(shift);
}

/** The natural logarithm of the beta function of two positive numbers. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < FAR) return logGamma(a) + logGamma(b) - logGamma(a + b);
  // Two large logarithms that nearly cancel would cost digits, so their difference is formed by itself.
  const sum = large + small;
  const fall =
    (large - 0.5) * Math.log1p(small / large) + small * (Math.log(sum) - 1) + stirling(sum) - stirling(large);
  return logGamma(small) - fall;
}

function stirling(x: number): number {
  const square = 1 / (x * x);
  let series = 0;
  for (let i = TERMS.length - 1; i >= 0; i -= 1) series = series * square + TERMS[i]!;
  return series / x;
}
