import { ulpError, type Real } from './high-precision.ts';

/** The largest error of a function over some arguments, and where it is. */
export interface WorstError {
  readonly ulps: number;
  readonly at: readonly number[];
}

/** Returns the largest error of `computed` against `truth` over `count` arguments that `draw` gives. */
export function worstError<Args extends readonly number[]>(
  computed: (...args: Args) => number,
  truth: (...args: Args) => Real,
  count: number,
  draw: (i: number) => NoInfer<Args>,
): WorstError {
  let worst: WorstError = { ulps: 0, at: [] };
  for (let i = 0; i < count; i++) {
    const args = draw(i);
    const ulps = ulpError(computed(...args), truth(...args));
    if (ulps > worst.ulps) worst = { ulps, at: args };
  }
  return worst;
}
