import { numericParameter, p, parameterOf, accepted, refused } from '@ebb/sdk';
import { z } from 'zod';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const amounts = (describe: string): z.ZodRecord<z.ZodString, ReturnType<typeof numericParameter>> =>
  z.record(z.string(), numericParameter({ kind: 'number', min: 0 }, { describe }, false));

const moment = (describe: string): ReturnType<typeof parameterOf<number>> =>
  parameterOf<number>(
    (input) => {
      const match = typeof input === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$|^(24):(00)$/.exec(input) : null;
      if (match === null) return refused('not-a-quantity', 'a time of day in UTC such as 09:00', input);
      return accepted((Number(match[1] ?? match[3]) * 60 + Number(match[2] ?? match[4])) * 60_000);
    },
    { description: describe, type: 'string', pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' },
  );

const hours = z.strictObject({
  from: moment('When it opens.'),
  to: moment('When it closes.'),
  days: z
    .array(p.choice(DAYS, { describe: 'A day of the week.' }))
    .min(1)
    .optional(),
});

const requests = z.strictObject({
  fee: numericParameter(
    { kind: 'fraction', min: 0, max: 1 },
    { describe: 'Share of what a request brings that the issuer keeps.', default: 0 },
    false,
  ),
  delay: p.duration({ describe: 'From the arrival of a request to its turn.', default: 0 }),
  payout: p.duration({ describe: 'From its execution to the payout.', default: 0 }),
  cap: z
    .strictObject({
      amount: numericParameter(
        { kind: 'number', min: 0 },
        { describe: 'Most units of what requests bring in a window.' },
        false,
      ),
      per: numericParameter({ kind: 'duration', min: 0.001 }, { describe: 'The window.' }, false),
    })
    .meta({ description: 'What may be asked for in a window; without limit when absent.' })
    .optional(),
  hours: hours
    .meta({ description: 'Hours, in UTC, in which requests have their turn; always when absent.' })
    .optional(),
});

/** The counter's rules of an issuer, and what it owns. */
export const issuerSchema = z
  .strictObject({
    at: z
      .array(p.venue({ describe: 'A venue.' }))
      .min(1)
      .meta({ description: 'Venues where it has a counter; the first is its home.' }),
    reference: p.asset({ describe: 'What its par is reckoned in; the unit of account when absent.' }).optional(),
    alsoIssues: z
      .array(p.asset({ describe: 'An asset.' }))
      .meta({ description: 'Other coins that it may make and unmake.' })
      .optional(),
    whitelist: z
      .array(p.agent({ describe: 'A block of agents.' }))
      .meta({ description: 'Blocks of agents that may mint and redeem; everyone when absent.' })
      .optional(),
    wallets: z
      .record(z.string(), amounts('Units of the asset.'))
      .meta({ description: 'What its own account holds at the start, by venue and asset.' })
      .optional(),
    pots: z
      .record(z.string(), amounts('Units of the asset.'))
      .meta({ description: 'What its other pots hold at the start, by name and asset.' })
      .optional(),
    mint: requests.meta({ description: 'How requests to mint are dealt with.' }).optional(),
    redeem: requests.meta({ description: 'How requests to redeem are dealt with.' }).optional(),
    cooldown: p.duration({ describe: 'Least time between two requests of one account.', default: 0 }),
    queue: numericParameter(
      { kind: 'integer', min: 1 },
      { describe: 'Most requests of a kind that wait.', default: 100_000 },
      false,
    ),
    upkeep: numericParameter(
      { kind: 'duration', min: 0.001 },
      { describe: 'How often its mechanism is looked after.', default: '10 s' },
      false,
    ),
    report: z
      .strictObject({
        every: numericParameter(
          { kind: 'duration', min: 0.001 },
          { describe: 'Least time between two reports.', default: '1 min' },
          false,
        ),
        delay: p.duration({ describe: 'How late a report is.', default: 0 }),
        hidden: p.flag({ describe: 'Whether nothing is told at all.', default: false }),
      })
      .meta({ description: 'What it tells of its backing.' })
      .optional(),
  })
  .meta({ description: 'The counter of the issuer; an asset with a peg has one.' });

/** The place of a day in the week, from Sunday. */
export function weekdayOf(day: (typeof DAYS)[number]): number {
  return DAYS.indexOf(day);
}
