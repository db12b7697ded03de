import type { PlayVariants } from '../src/compare/play-variants.ts';
import { drawsOf } from '../src/search/draws.ts';

/** Normal variants of known means and standard deviations. */
export interface NormalVariants {
  readonly means: readonly number[];
  readonly sds: readonly number[];
  /** How far the same seed is the same luck; 0 unless given. */
  readonly correlation?: number;
  readonly macro: number;
}

/** Names of so many variants. */
export function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `v${index}`);
}

/** Plays normal variants: each value depends on variant, seed and the macro-replication alone, and on what the seed shares. */
export function normalVariants({ means, sds, correlation = 0, macro }: NormalVariants): PlayVariants {
  const streams = means.map((_, index) => lazy(`${macro}/own ${index}`));
  const shared = lazy(`${macro}/shared`);
  return (orders) =>
    Promise.resolve(
      orders.map(({ variant, seeds }) => {
        const index = Number(variant.slice(1));
        return seeds.map((seed) => {
          const luck = Math.sqrt(correlation) * shared(seed) + Math.sqrt(1 - correlation) * streams[index]!(seed);
          return means[index]! + sds[index]! * luck;
        });
      }),
    );
}

/** The k-th value of a stream, drawn when first asked for. */
function lazy(purpose: string): (seed: number) => number {
  const draws = drawsOf(1, purpose);
  const values: number[] = [];
  return (seed) => {
    while (values.length <= seed) values.push(draws.normal());
    return values[seed]!;
  };
}
