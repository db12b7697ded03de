import { bestSpread } from './spread-hypercube.ts';
import { permutation, randomStream } from './random-stream.ts';
import { refuseTooMany } from './unit-points.ts';
import type { UnitPoints } from './unit-points.ts';
import type { LatinHypercubeDesign } from './vary.ts';

/**
 * A Latin hypercube (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21(2), 1979): each axis is cut into as many strata as
 * there are points, and each stratum has one point, at a random place in it. The strata are spread so that no two points are close (see
 * `bestSpread`). It is made as a whole when a point is first asked for, up to a million points.
 */
export function latinHypercubePoints(spec: LatinHypercubeDesign): UnitPoints {
  const paths = Object.keys(spec.latinHypercube);
  const { points: size, seed = 1 } = spec;
  let made: readonly Float64Array[] | undefined;
  const columns = (): readonly Float64Array[] => {
    refuseTooMany(size, 'latinHypercube');
    return (made ??= make(paths, size, seed));
  };
  return { paths, size, unit: (point) => columns().map((column) => column[point]!) };
}

function make(paths: readonly string[], size: number, seed: number): readonly Float64Array[] {
  const streams = paths.map((path) => randomStream(seed, `latinHypercube/${path}`));
  const draw = (): readonly number[][] => streams.map((random) => permutation(random, size));
  const strata = bestSpread(paths.length, size, draw, randomStream(seed, 'latinHypercube swaps'));
  return strata.map((column, axis) => {
    const within = randomStream(seed, `latinHypercube/${paths[axis]}/within`);
    return Float64Array.from(column, (stratum) => (stratum + within()) / size);
  });
}
