import { numericParameter, p } from '@ebb/sdk';
import { z } from 'zod';
import type { NumberForm, Parameter, Quantity } from '@ebb/sdk';

const number = (form: NumberForm, describe: string, fallback?: Quantity): Parameter<number> =>
  numericParameter(form, fallback === undefined ? { describe } : { describe, default: fallback }, false);

const share = (describe: string, fallback?: Quantity): Parameter<number> =>
  number({ kind: 'fraction', min: 0, max: 1 }, describe, fallback);

const collateral = z
  .strictObject({
    ltv: share('The most that may be borrowed against it, as a share of its value.'),
    threshold: share('The debt at which it no longer suffices, as a share of its value.'),
    bonus: share('What a liquidator takes on top of the debt that he repays.'),
    fee: share('The share of that bonus that the market keeps.', '10%'),
  })
  .meta({ description: 'How it counts as collateral; not at all when absent.' });

/** Writes the form of a lending market; `pluginRef` is that of a plugin by name, or by name and parameters. */
export function lenderSchema<Ref extends z.ZodType>(pluginRef: Ref) {
  const asset = z.strictObject({
    rate: pluginRef
      .meta({ description: 'What borrowing it costs; it cannot be borrowed when absent.' })
      .optional() as z.ZodOptional<Ref>,
    collateral: collateral.optional(),
    oracle: pluginRef
      .meta({ description: 'The index that prices it; the asset that prices are in needs none.' })
      .optional() as z.ZodOptional<Ref>,
    supply: number({ kind: 'number', min: 0 }, 'Units that depositors of the market’s own have supplied before.', 0),
    reserve: share('The share of the interest that the market keeps.', '10%'),
    supplyCap: number({ kind: 'number', min: 0 }, 'The most units that it takes in.').optional(),
    borrowCap: number({ kind: 'number', min: 0 }, 'The most units that it lends.').optional(),
  });
  return z.strictObject({
    at: p.venue({ describe: 'The venue where it sits, by whose gateway orders travel to it.' }),
    reference: p
      .asset({ describe: 'The asset that its prices are in; what the venue settles in when absent.' })
      .optional(),
    assets: z.record(z.string(), asset).meta({ description: 'The assets that it takes in, by symbol.' }),
    closeFactor: number(
      { kind: 'fraction', above: 0, max: 1 },
      'The share of an account’s whole debt that one liquidation repays at most.',
      '50%',
    ),
    fullBelow: number({ kind: 'fraction', min: 0, max: 1 }, 'At this health and below, all of it.', 0.95),
    dust: number(
      { kind: 'number', min: 0 },
      'Where debt or collateral is worth less, in units of the reference, all of it may go at once.',
      0,
    ),
    badDebt: p.choice(['deficit', 'suppliers'], {
      describe: 'Whether what no collateral is left for stays a deficit or is taken from suppliers at once.',
      default: 'deficit',
    }),
    interval: number({ kind: 'duration', min: 0.001 }, 'Time between two looks at prices.', '1 s'),
  });
}
