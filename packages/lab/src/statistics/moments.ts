/** The size and shape of a sample. */
export interface Moments {
  readonly n: number;
  /** NaN of no values. */
  readonly mean: number;
  /** The standard deviation with divisor n − 1, in the unit of the values; NaN of fewer than two. */
  readonly sd: number;
  /** The adjusted Fisher–Pearson skewness, without unit; NaN of fewer than three values or of values all alike. */
  readonly skewness: number;
}

/**
 * The mean, standard deviation and skewness of some numbers, in two passes so that a large mean costs no digits (T. F. Chan, G. H.
 * Golub and R. J. LeVeque, The American Statistician 37, 1983); the skewness is G1 of D. N. Joanes and C. A. Gill, The
 * Statistician 47, 1998. Values all alike have a deviation of exactly 0. An infinity or NaN among the values makes NaN.
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  if (n === 0) return { n, mean: NaN, sd: NaN, skewness: NaN };
  const rough = meanFrom(values, values[0]!);
  const mean = meanFrom(values, rough);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i += 1) {
    const off = values[i]! - mean;
    squares += off * off;
    cubes += off * off * off;
  }
  const sd = n < 2 ? NaN : Math.sqrt(squares / (n - 1));
  return { n, mean, sd, skewness: skewness(n, squares / n, cubes / n) };
}

/** Sums what lies off a number near the mean. */
function meanFrom(values: ArrayLike<number>, near: number): number {
  let off = 0;
  for (let i = 0; i < values.length; i += 1) off += values[i]! - near;
  return near + off / values.length;
}

function skewness(n: number, second: number, third: number): number {
  if (n < 3 || second === 0) return NaN;
  return (Math.sqrt(n * (n - 1)) / (n - 2)) * (third / second ** 1.5);
}
