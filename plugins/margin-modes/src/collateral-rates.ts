import { isDrawable, p, z } from '@ebb/sdk';
import type { VenueTerms } from '@ebb/sdk';
import { MILLION } from './fraction.ts';
import { SlicedRates } from './sliced-rates.ts';

/** A slice of the value of a holding and what share of it counts, as a scenario writes it. */
export interface CollateralTier {
  /** Value up to which the slice goes, in units of the venue's settlement asset; the last goes beyond its own. */
  readonly upTo?: number | undefined;
  readonly rate: number;
}

/** What counts of an asset that is not named: Binance, FAQ "Portfolio Margin Program Supported Collateral" (146ac090), 2022. */
const DEFAULT_RATE = 0.1;

const rate = p.fraction({ describe: 'Share of the value that counts as margin.', min: 0, max: 1 });
const slice = p.object({
  upTo: p
    .number({ describe: 'Value up to which the slice goes, in units of the settlement asset.', min: 0 })
    .optional(),
  rate,
});

/** The parameters that say what share of each asset counts as margin. */
export const collateralParameters = {
  collateral: z
    .record(z.string(), rate)
    .prefault({})
    .meta({
      description:
        'Share of its value that counts as margin, by asset; `default` holds for those that are not named (10 % when ' +
        'absent). The settlement asset counts in full unless it is named.',
    }),
  collateralTiers: z
    .record(z.string(), p.list(slice, { describe: 'Slices by rising value; the last needs no bound.', min: 1 }))
    .superRefine((tiers, context) => {
      for (const [asset, slices] of Object.entries(tiers)) {
        if (slices.some((each) => Object.values(each).some(isDrawable))) continue;
        const fault = findSliceFault(slices);
        if (fault) context.addIssue({ code: 'custom', message: fault.expected, path: [asset, fault.slice, fault.key] });
      }
    })
    .prefault({})
    .meta({ description: 'Shares by slices of the value, by asset, in place of one share for all of it.' }),
};

/** Finds the first slice that is out of order: bounds rise and shares never do. */
export function findSliceFault(
  slices: readonly CollateralTier[],
): { readonly slice: number; readonly key: keyof CollateralTier; readonly expected: string } | undefined {
  for (const [at, { upTo, rate: share }] of slices.entries()) {
    const before = slices[at - 1];
    const floor = before?.upTo ?? 0;
    if (upTo === undefined ? at < slices.length - 1 : !(upTo > floor)) {
      return { slice: at, key: 'upTo', expected: `a bound above ${floor}, where the slice begins` };
    }
    if (before && share > before.rate) {
      return { slice: at, key: 'rate', expected: `a share of at most ${before.rate}, that of the slice before` };
    }
  }
  return undefined;
}

/** What holdings count as margin, by index of the asset; values in atoms of the venue's settlement asset. */
export class CollateralRates {
  readonly #rates: readonly SlicedRates[];

  /** Throws a RangeError for an asset that there is not, or that has both a share and slices, and for slices out of order. */
  constructor(
    collateral: Readonly<Record<string, number>>,
    tiers: Readonly<Record<string, readonly CollateralTier[]>>,
    { assets, settle, settleScale }: VenueTerms,
  ) {
    for (const asset of [...Object.keys(collateral), ...Object.keys(tiers)]) {
      if (assets.includes(asset) || (asset === 'default' && asset in collateral)) continue;
      throw new RangeError(`a collateral rate for '${asset}', which is no asset; expected one of ${assets.join(', ')}`);
    }
    this.#rates = assets.map((asset) => {
      const slices = tiers[asset];
      const own = collateral[asset];
      const rest = asset === settle ? 1 : (collateral['default'] ?? DEFAULT_RATE);
      if (slices === undefined) return ratesOf([{ rate: own ?? rest }], settleScale);
      if (own !== undefined) throw new RangeError(`${asset} has a collateral rate and collateral tiers; expected one`);
      const fault = findSliceFault(slices);
      if (fault) {
        throw new RangeError(`the collateral tiers of ${asset}, slice ${fault.slice + 1}: expected ${fault.expected}`);
      }
      return ratesOf(slices, settleScale);
    });
  }

  /** What a holding of this value counts as margin; atoms, rounded down. */
  collateralAtoms(asset: number, valueAtoms: number): number {
    return this.#rates[asset].at(valueAtoms, 'floor');
  }

  /** The most by which that rises for an atom of value: the share of the first slice, as shares never rise. */
  collateralSlope(asset: number): number {
    return this.#rates[asset].rateAt(0);
  }
}

/** Shares in parts per million, rounded down. */
function ratesOf(slices: readonly CollateralTier[], scale: number): SlicedRates {
  return new SlicedRates(
    slices.map((each, at) => ({
      upToAtoms: at === slices.length - 1 ? Infinity : Math.round((each.upTo ?? 0) * scale),
      ratePpm: Math.floor(each.rate * MILLION + 1e-6),
    })),
  );
}
