import type { VenueTerms } from '@ebb/sdk';

/** Upper bounds of risk tiers by symbol, in units of the asset that a contract settles in; `default` for those not named. */
export type WrittenTiers = Readonly<Record<string, readonly number[]>>;

/** The first bound that does not rise, by its place in the list; undefined when all do. */
export function findUnrisenBound(bounds: readonly number[]): number | undefined {
  const found = bounds.findIndex((bound, index) => !(bound > (bounds[index - 1] ?? 0)));
  return found < 0 ? undefined : found;
}

/**
 * Bounds in atoms by index of the instrument; those without any are absent. Throws a RangeError when bounds do not rise or
 * name a perpetual that the venue does not list.
 */
export function tierBounds(tiers: WrittenTiers, venue: VenueTerms): readonly (readonly number[] | undefined)[] {
  const perps = venue.instruments.filter((each) => each.kind === 'perp');
  const known = ['default', ...perps.map(({ symbol }) => symbol)];
  for (const [symbol, bounds] of Object.entries(tiers)) {
    if (!known.includes(symbol)) {
      throw new RangeError(
        `risk tiers for '${symbol}', which is no perpetual of ${venue.name}; expected one of ${known.join(', ')}`,
      );
    }
    const unrisen = findUnrisenBound(bounds);
    if (unrisen !== undefined) {
      throw new RangeError(`the risk tiers of ${symbol} rise from above 0; ${bounds[unrisen]} does not`);
    }
  }
  const table: (readonly number[] | undefined)[] = [];
  for (const { symbol, index, settle } of perps) {
    const scale = venue.assetScales[settle];
    table[index] = (tiers[symbol] ?? tiers['default'])?.map((bound) => Math.round(bound * scale));
  }
  return table;
}

/** The bound of the next lower tier: the highest bound below a notional; undefined in the lowest tier. */
export function nextLowerBound(bounds: readonly number[], notionalAtoms: number): number | undefined {
  return bounds.findLast((bound) => bound < notionalAtoms);
}
