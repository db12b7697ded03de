import { symmetricEigen } from './symmetric-eigen.ts';

/** The inverse of a symmetric positive definite matrix, by its principal axes. */
export function symmetricInverse(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const { values, vectors } = symmetricEigen(matrix);
  return matrix.map((row, i) =>
    row.map((_, j) => values.reduce((sum, value, k) => sum + (vectors[k]![i]! * vectors[k]![j]!) / value, 0)),
  );
}
