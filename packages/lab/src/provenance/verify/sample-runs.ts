import { permutation, randomStream } from '../../design/random-stream.ts';

/**
 * Draws so many of some things without repetition, each choice as likely as any other, and gives them in their own order; all of
 * them when there are no more. The same seed draws the same.
 */
export function sampleRuns<Run>(runs: readonly Run[], count: number, seed: number): readonly Run[] {
  if (count >= runs.length) return runs;
  const places = permutation(randomStream(seed, 'verify'), runs.length).slice(0, count);
  return places.sort((a, b) => a - b).map((at) => runs[at]!);
}
