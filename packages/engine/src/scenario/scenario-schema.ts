import { numericParameter, p, parameterOf, refused, accepted, wordParameter } from '@ebb/sdk';
import { z } from 'zod';
import { constantNumber } from './expressions.ts';
import { POLICY_SLOTS } from './scenario.ts';
import { issuerSchema } from './issuer-schema.ts';
import { lenderSchema } from './lender-schema.ts';
import { boundParameter } from './written-bound.ts';
import { instantParameter, timeParameter } from './written-time.ts';
import type { NumberForm, Parameter, Quantity } from '@ebb/sdk';
import type { PolicySlot } from './scenario.ts';

const name = (expected: string, describe: string): Parameter<string> =>
  wordParameter(
    (input) =>
      typeof input === 'string' && input.trim() !== ''
        ? accepted(input)
        : refused(input === undefined ? 'missing' : 'unknown-word', expected, input),
    { describe },
    { type: 'string', minLength: 1 },
    false,
  );

/** A name that may be part of a file's: it begins with a letter or digit, and leads into no other folder. */
const shortName = wordParameter(
  (input) =>
    typeof input === 'string' && /^[A-Za-z0-9][\w.-]{0,63}$/.test(input)
      ? accepted(input)
      : refused('unknown-word', 'a short name of letters, digits, dots, hyphens and underscores', input),
  { describe: 'Short name; the name of the file when absent.' },
  { type: 'string', pattern: '^[A-Za-z0-9][\\w.-]{0,63}$' },
  false,
);

const number = (form: NumberForm, describe: string, fallback?: Quantity): Parameter<number> =>
  numericParameter(form, fallback === undefined ? { describe } : { describe, default: fallback }, false);

const span = (describe: string, fallback?: Quantity): Parameter<number> =>
  number({ kind: 'duration', min: 0.001 }, describe, fallback);

const params = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Parameters of the plugin; its own declaration says which.' });

const use = name("a plugin's name such as market-maker", 'The name of a plugin.');

const refShape = { use, params: params.optional() };

/** A plugin by its bare name, or by name and parameters. */
export const pluginRef = z.union([use, z.strictObject(refShape)]);

const instrument = z.strictObject({
  kind: p.choice(['spot', 'perp'], { describe: 'A spot market or a perpetual.' }),
  tick: number({ kind: 'number', above: 0 }, 'Smallest step of the price, in quote units.'),
  lot: number({ kind: 'number', above: 0 }, 'Smallest step of the size, in base units or contracts.'),
  multiplier: number(
    { kind: 'number', above: 0 },
    'Base units in one contract of a perpetual; quote units in one of an inverse perpetual.',
  ).optional(),
  fundingInterval: span('Time between two fundings of a perpetual.').optional(),
  insurance: number(
    { kind: 'number', min: 0 },
    'What an insurance fund of its own holds at the start, in units of the asset that it settles in.',
  ).optional(),
  curve: pluginRef.meta({ description: 'The curve of a spot market that is a pool instead of a book.' }).optional(),
  liquidity: z
    .record(z.string(), number({ kind: 'number', above: 0 }, 'What the pool holds of the asset at the start.'))
    .meta({ description: 'What a pool holds of each of its two assets at the start.' })
    .optional(),
});

const amountOf = (describe: string): Parameter<number> => numericParameter({ kind: 'number', min: 0 }, { describe });

const policySlots = Object.fromEntries(
  POLICY_SLOTS.map((slot) => [slot, pluginRef.meta({ description: `The venue's rule for ${slot}.` }).optional()]),
) as Record<PolicySlot, z.ZodOptional<typeof pluginRef>>;

const venue = z.strictObject({
  instruments: z.record(z.string(), instrument).meta({ description: 'Markets by symbol: BTC/USDT, BTC/USDT:USDT.' }),
  settle: p.asset({ describe: 'The asset that positions settle in.' }).optional(),
  ...policySlots,
  circuitBreakers: z
    .record(z.string(), pluginRef)
    .meta({ description: 'Circuit breakers of every market of the venue, by name; the narrowest holds.' })
    .optional(),
  rateLimit: z
    .strictObject({
      orders: number({ kind: 'integer', min: 1 }, 'Messages an account may send.'),
      per: span('The window in which it may.'),
    })
    .meta({ description: 'Most messages of an account in a window.' })
    .optional(),
  capacity: z
    .strictObject({
      messages: number({ kind: 'integer', min: 1 }, 'Messages of all accounts that the gateway can serve.'),
      per: span('The time that it needs for them, one after another.'),
      queue: number({ kind: 'integer', min: 0 }, 'Most messages that wait; one on top is refused.'),
    })
    .meta({ description: 'Throughput of the gateway; without limit when absent.' })
    .optional(),
  insurance: z
    .record(z.string(), number({ kind: 'number', min: 0 }, 'What the insurance fund holds at the start.'))
    .meta({ description: 'The insurance fund by asset.' })
    .optional(),
  vault: z
    .record(z.string(), number({ kind: 'number', min: 0 }, 'What the backstop vault holds at the start.'))
    .meta({ description: 'The backstop vault by asset.' })
    .optional(),
  marginModes: z
    .record(z.string(), pluginRef)
    .meta({ description: 'Margin rules that accounts may follow instead of the venue’s own, by name.' })
    .optional(),
  collateral: z
    .record(z.string(), pluginRef.meta({ description: 'The index that prices the asset.' }))
    .meta({ description: 'Assets that count as collateral in unified mode, with what prices them.' })
    .optional(),
  markInterval: span('Time between two marks.', '1 s'),
});

const value = z.strictObject({
  path: z
    .array(z.tuple([timeParameter('When.'), number({ kind: 'number', above: 0 }, 'The value then.')]))
    .min(1)
    .meta({ description: 'Knots [time, value]; linear between them.' })
    .optional(),
  start: number({ kind: 'number', above: 0 }, 'The value at the start.').optional(),
  follows: z
    .strictObject({
      asset: p.asset({ describe: 'The asset it follows.' }),
      beta: number({ kind: 'number' }, 'Log return for each unit of log return of the other.'),
    })
    .meta({ description: 'Moves with another asset.' })
    .optional(),
  noise: z
    .strictObject({ perHour: number({ kind: 'fraction', min: 0 }, 'Standard deviation over an hour.') })
    .meta({ description: 'Moves of its own.' })
    .optional(),
  jumps: z
    .array(
      z.strictObject({
        at: timeParameter('When it jumps.'),
        by: number({ kind: 'fraction', above: -1 }, 'By which share of the value.'),
      }),
    )
    .meta({ description: 'Sudden moves.' })
    .optional(),
  revert: z
    .strictObject({ halfLife: span('Time in which half of its own moves fades.') })
    .meta({ description: 'Its own moves fade.' })
    .optional(),
});

const constant = parameterOf<number>(
  (input) => {
    const read = constantNumber(input);
    if (read !== undefined) return accepted(read);
    return refused('not-a-quantity', 'a number such as 2.5, 3 k or 5 bp, or an expression such as = 2 * scale', input);
  },
  { description: 'A number that expressions may name.', anyOf: [{ type: 'number' }, { type: 'string' }] },
);

const agent = z.strictObject({
  ...refShape,
  count: number({ kind: 'integer', min: 0 }, 'How many of them.', 1),
  wallets: z
    .record(z.string(), z.record(z.string(), amountOf('Units of the asset each of them holds.')))
    .meta({
      description:
        'What each of them holds at the start, by wallet and asset: alpha is traded from, then alpha/spot, alpha/earn.',
    })
    .optional(),
  marginMode: z
    .record(z.string(), name('one of the venue’s marginModes', 'The margin rule that they follow.'))
    .meta({ description: 'The margin rule that each of them follows, by venue; the venue’s own when absent.' })
    .optional(),
});

const shock = z.strictObject({ ...refShape, at: timeParameter('When it happens.') });

const target = z.strictObject({
  metric: name('the name of a metric as `ebb run --json` prints it, such as BTC/USD@usd.fall', 'What is judged.'),
  low: boundParameter('The least that will do.').optional(),
  high: boundParameter('The most that will do.').optional(),
  unit: name('a unit such as USDT', 'The unit that the metric must have.').optional(),
  source: name('author, document and date of the band', 'Where the band is from.'),
  fitted: p.flag({ describe: 'Whether parameters were chosen to meet it; else it is predicted.', default: false }),
  at: p.flag({ describe: 'Whether its moment is judged, and not its value.', default: false }),
  note: z.string().meta({ description: 'What else there is to say of it.' }).optional(),
});

/** The whole scenario file after merging, in which unknown keys are refused at every level. */
export const scenarioSchema = z.strictObject({
  version: parameterOf<1>(
    (input) => (input === 1 ? accepted(1) : refused(input === undefined ? 'missing' : 'unknown-word', '1', input)),
    { description: 'Version of the form of the file.', const: 1 },
  ),
  $schema: name('the address of a schema', 'Address of the JSON Schema, for editors.').optional(),
  name: shortName.optional(),
  title: name('a title', 'What the scenario is called.').optional(),
  description: name('a text', 'What the scenario asks.').optional(),
  plugins: z
    .array(name('the name of a package, or a path', 'A package, a file or a folder of plugins.'))
    .meta({ description: 'Plugins to load besides those of the house.' })
    .optional(),
  start: instantParameter('The instant at which the run starts, in UTC.'),
  until: timeParameter('When the run ends.'),
  warmup: number({ kind: 'duration', min: 0 }, 'The part at the start that is not scored.', 0),
  constants: z.record(z.string(), constant).meta({ description: 'Numbers that expressions may name.' }).optional(),
  scale: number({ kind: 'number', above: 0 }, 'A size that expressions may use to grow a scenario.', 1),
  assets: z
    .record(
      z.string(),
      z.strictObject({
        decimals: number({ kind: 'integer', min: 0, max: 15 }, 'Decimal places of the smallest amount.'),
        peg: pluginRef.meta({ description: 'The mechanism that holds the asset to its par.' }).optional(),
        issuer: issuerSchema.optional(),
      }),
    )
    .meta({ description: 'Assets by symbol.' }),
  values: z.record(z.string(), value).meta({ description: 'Outside values of assets.' }).optional(),
  valueStep: span('Time between two outside values.', '1 s'),
  venues: z.record(z.string(), venue).meta({ description: 'Venues by name.' }),
  lenders: z.record(z.string(), lenderSchema(pluginRef)).meta({ description: 'Lending markets by name.' }).optional(),
  agents: z.record(z.string(), agent).meta({ description: 'Blocks of agents by name.' }),
  shocks: z.record(z.string(), shock).meta({ description: 'Shocks by name.' }).optional(),
  metrics: z.record(z.string(), z.strictObject(refShape)).meta({ description: 'Metrics by name.' }).optional(),
  targets: z.record(z.string(), target).meta({ description: 'What the scenario is judged by, by name.' }).optional(),
  record: p.choice(['default', 'all'], { describe: 'What is recorded.', default: 'default' }),
  barInterval: span('Length of a bar.', '1 s'),
});

/** A scenario file after its schema: plain values, times still as written. */
export type CheckedScenario = z.infer<typeof scenarioSchema>;

/** Keys that the form fixes anywhere in the file, unlike the names of venues, agents and the like. */
export const FIXED_KEYS: ReadonlySet<string> = new Set([
  ...['constants', 'values', 'shocks', 'metrics', 'targets', 'assets', 'venues', 'agents'],
  ...['params', 'wallets', 'insurance', 'vault', 'marginModes', 'collateral', 'marginMode', 'rateLimit', 'capacity'],
  ...['circuitBreakers', 'noise', 'follows', 'revert', 'peg', 'issuer', 'pots', 'mint', 'redeem', 'report', 'hours'],
  ...['lenders', 'rate', 'oracle'],
  ...['liquidity', 'curve'],
  ...POLICY_SLOTS,
]);
