import { kn } from './kn.ts';
import type { PlayVariants } from './play-variants.ts';
import { selectByOcba } from './select-by-ocba.ts';
import type { Selection, SelectionOptions } from './selection.ts';

/** What `bestOf` is asked. */
export interface BestOfOptions extends SelectionOptions {
  /** `KN`, which guarantees its confidence for normal replicates, or `OCBA`, which needs fewer and estimates it; KN unless given. */
  readonly method?: 'KN' | 'OCBA';
}

/** Finds the variant with the best mean; see `kn` and `selectByOcba`. Throws a RangeError for options that make no sense. */
export function bestOf(
  play: PlayVariants,
  variants: readonly string[],
  { method = 'KN', ...options }: BestOfOptions,
): Promise<Selection> {
  return method === 'KN' ? kn(play, variants, options) : selectByOcba(play, variants, options);
}
