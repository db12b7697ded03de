import { designMistake } from './design-error.ts';
import { scrambleKey, scrambledSobol } from './sobol-points.ts';
import { SOBOL_DIMENSIONS } from './sobol-sequence.ts';
import { refuseUneven } from './unit-points.ts';
import type { UnitPoints } from './unit-points.ts';
import type { SaltelliDesign } from './vary.ts';

/** The points that belong to one base row: which of them is A, B, and A with one column of B, or B with one of A. */
export interface SaltelliRow {
  readonly a: number;
  readonly b: number;
  /** By axis: the row of A with the column of that axis from B. */
  readonly ab: readonly number[];
  /** By axis: the row of B with the column of that axis from A; empty without `secondOrder`. */
  readonly ba: readonly number[];
}

/** The points of a Saltelli design and where the rows of its matrices stand. */
export interface SaltelliPoints extends UnitPoints {
  /** How many base rows there are. */
  readonly rows: number;
  readonly secondOrder: boolean;
  /** The points of a base row, from 0; a row is a block of neighbours: A, each AB, each BA, B. */
  row(index: number): SaltelliRow;
}

/**
 * The points from which first, total and, with `secondOrder`, pairwise Sobol' indices are estimated: two matrices A and B and the
 * mixtures of them that A. Saltelli et al., "Variance based sensitivity analysis of model output" (Computer Physics Communications
 * 181, 2010), use, and those of A. Saltelli (2002) for pairs. A and B are the halves of scrambled Sobol' points of twice the
 * dimensions. `points` · (axes + 2) points, or · (2 · axes + 2). Throws a DesignError where `points` is no power of two.
 */
export function saltelliPoints(spec: SaltelliDesign): SaltelliPoints {
  const paths = Object.keys(spec.saltelli);
  const axes = paths.length;
  const { points: rows, secondOrder = false, seed = 1 } = spec;
  refuseUneven(rows, 'saltelli');
  if (2 * axes > SOBOL_DIMENSIONS) {
    const sentence = `a saltelli design has at most ${SOBOL_DIMENSIONS / 2} axes, not ${axes}`;
    throw designMistake(['saltelli'], `at most ${SOBOL_DIMENSIONS / 2} axes`, sentence);
  }
  const keys = ['a', 'b'].flatMap((matrix) => paths.map((path) => scrambleKey(seed, `saltelli/${matrix}/${path}`)));
  const block = (secondOrder ? 2 * axes : axes) + 2;
  const unit = (point: number): readonly number[] => {
    const place = point % block;
    const row = (point - place) / block;
    // The first and the last are A and B as they are; those between take one column from the other matrix.
    const fromB = place === block - 1 || place > axes;
    const mixed = place === 0 || place === block - 1 ? -1 : (place - 1) % axes;
    return paths.map((_, axis) => {
      const dimension = fromB !== (axis === mixed) ? axis + axes : axis;
      return scrambledSobol(row, dimension, keys[dimension]!);
    });
  };
  const row = (index: number): SaltelliRow => {
    const a = index * block;
    const ab = paths.map((_, axis) => a + 1 + axis);
    const ba = secondOrder ? paths.map((_, axis) => a + 1 + axes + axis) : [];
    return { a, b: a + block - 1, ab, ba };
  };
  return { paths, size: rows * block, rows, secondOrder, unit, row };
}
