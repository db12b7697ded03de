import { z } from 'zod';

const quantity = z.union([z.number(), z.string()], { error: "a number, or a quantity such as '5 bp'" });
const range = z.strictObject(
  {
    ...{ from: quantity, to: quantity, log: z.boolean().optional(), integer: z.boolean().optional() },
    step: z.number().gt(0, { error: 'above 0' }).optional(),
  },
  { error: '{from, to, log?, integer?, step?}' },
);
const name = (what: string) => z.string({ error: what }).min(1, { error: what });
const count = (least: number) =>
  z.int({ error: `a whole number from ${least} on` }).min(least, { error: `a whole number from ${least} on` });
const share = z.number({ error: 'a number between 0 and 1' }).gt(0, { error: 'above 0' }).lt(1, { error: 'below 1' });

/** What attack and calibrate have in common. */
const common = {
  scenario: name('the path of a scenario').meta({
    description: 'The scenario that is played, from the folder of this file.',
  }),
  plugins: z
    .array(name('a plugin'))
    .meta({ description: 'Plugins besides those of the house and of the scenario.' })
    .optional(),
  axes: z
    .record(z.string(), range, { error: 'a map of paths and their ranges' })
    .meta({ description: 'What is varied.' }),
  changes: z.record(z.string(), z.unknown()).meta({ description: 'Other changes to the scenario.' }).optional(),
  seed: z
    .union([count(0), z.string()])
    .meta({ description: 'Of the search’s own luck.' })
    .optional(),
  firstSeed: count(0).meta({ description: 'The first seed of the runs.' }).optional(),
  replicates: count(1).meta({ description: 'Seeds of each trial.' }).optional(),
  finalReplicates: count(2).meta({ description: 'Fresh seeds by which what was found is judged.' }).optional(),
  maxTrials: count(10).meta({ description: 'How many trials the search may make.' }).optional(),
  restarts: count(0).meta({ description: 'How often it begins anew with a larger population.' }).optional(),
  level: share.meta({ description: 'That of the intervals.' }).optional(),
};

const goal = z.union(
  [
    z.strictObject({ gain: name('the name of a metric'), lambda: z.number().optional() }),
    z.strictObject({ breaks: name('a condition such as coin.lowest < 0.95'), share: share.optional() }),
  ],
  { error: '{gain: metric, lambda?} or {breaks: condition, share?}' },
);

/** The file of an attack: `AttackOptions` as YAML, with the scenario. */
export const attackForm = z.strictObject({
  ...common,
  goal: goal.meta({ description: 'What the attacker wants.' }),
  cost: name('the name of a metric, or the path of an axis').optional(),
});

/** The file of a calibration: `CalibrateOptions` as YAML, with the scenario, whose targets are fitted. */
export const calibrateForm = z.strictObject({
  ...common,
  fit: z
    .array(name('the name of a target'))
    .meta({ description: 'The targets that are fitted; the others are held out.' })
    .optional(),
  method: z.enum(['moments', 'abc'], { error: 'moments or abc' }).optional(),
  weights: z.enum(['bands', 'runs'], { error: 'bands or runs' }).optional(),
  underdetermined: z.boolean().optional(),
  particles: count(10).optional(),
  generations: count(1).optional(),
  batchSize: count(1).optional(),
  tolerance: z.number().gt(0, { error: 'above 0' }).optional(),
});

/** The file of an attack as it is read. */
export type AttackForm = z.infer<typeof attackForm>;
/** The file of a calibration as it is read. */
export type CalibrateForm = z.infer<typeof calibrateForm>;
