import { ulpError, type Real } from './high-precision.ts';

/** The largest error of a function over some arguments, and where it is; y is 0 for a function of x alone. */
export interface WorstError {
  readonly ulps: number;
  readonly at: readonly [x: number, y: number];
}

/** Returns the largest error of `computed` against `truth` over `count` arguments that `draw` gives: x, or x and y. */
export function worstError(
  computed: (x: number, y: number) => number,
  truth: (x: number, y: number) => Real,
  count: number,
  draw: (i: number) => number | readonly [x: number, y: number],
): WorstError {
  let worst: WorstError = { ulps: 0, at: [0, 0] };
  for (let i = 0; i < count; i++) {
    const drawn = draw(i);
    const [x, y] = typeof drawn === 'number' ? [drawn, 0] : drawn;
    const ulps = ulpError(computed(x, y), truth(x, y));
    if (ulps > worst.ulps) worst = { ulps, at: [x, y] };
  }
  return worst;
}
