/** The principal axes of a symmetric matrix. */
export interface Eigen {
  readonly values: readonly number[];
  /** `vectors[k]` belongs to `values[k]`; of length one. */
  readonly vectors: readonly (readonly number[])[];
}

const SWEEPS = 60;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix by Jacobi's cyclic rotations (G. H. Golub and C. F. Van Loan, Matrix
 * Computations, 4th edition 2013, section 8.5). It is here, and not from a library, since searches have a dozen dimensions at most
 * and mathjs takes more than a second of processor to load; it uses + − × ÷ √ alone, so it gives the same bits everywhere.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = identity(n);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let size = 0;
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++) {
        size += a[p]![q]! ** 2;
        if (p !== q) off += a[p]![q]! ** 2;
      }
    }
    if (off <= 1e-32 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q);
  }
  return { values: a.map((row, k) => row[k]!), vectors };
}

/** The matrix that leaves all as it is. */
export function identity(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_none, j) => (i === j ? 1 : 0)));
}

/** Turns the plane of p and q so that the entry that couples them becomes nothing; the axes, as rows, turn with it. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const [ap, aq] = [a[p]!, a[q]!];
  const coupling = ap[q]!;
  if (coupling === 0) return;
  const theta = (aq[q]! - ap[p]!) / (2 * coupling);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turnRows(ap, aq, c, s);
  turnRows(vectors[p]!, vectors[q]!, c, s);
  ap[q] = 0;
  aq[p] = 0;
}

function turnRows(one: number[], other: number[], c: number, s: number): void {
  for (let k = 0; k < one.length; k++) {
    const [x, y] = [one[k]!, other[k]!];
    one[k] = c * x - s * y;
    other[k] = s * x + c * y;
  }
}
