import seedrandom from 'seedrandom';

/** Random values of one purpose of a search, one after another; they depend on the seed and the purpose alone. */
export interface Draws {
  /** A value in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** A standard normal value. */
  normal(): number;
}

/** Opens the values of a seed for a purpose. Normal ones are by the polar method (G. Marsaglia and T. A. Bray, SIAM Review 6, 1964). */
export function drawsOf(seed: string | number, purpose: string): Draws {
  const generator = seedrandom.alea(`${seed}/${purpose}`);
  const uniform = (): number => generator.double();
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  };
  return { uniform, normal };
}
