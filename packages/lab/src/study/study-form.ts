import { z } from 'zod';
import { varySchema } from '../design/vary-schema.ts';

/** Names of variants stand in tables and file names. */
const NAME = /^[A-Za-z][\w.-]{0,63}$/;
const named = z
  .string()
  .regex(NAME, { message: 'a name of letters, digits, dots and hyphens that starts with a letter' });

/** A study as it is written: in a YAML file, or as the argument of `plan`. */
export const studyFormSchema = z.strictObject({
  $schema: z.string().optional(),
  /** What the study is called; the name of its file unless given. */
  name: named.optional(),
  /** What it asks, for people. */
  question: z.string().optional(),
  /** The scenario's file, from the file of the study. */
  scenario: z.string().min(1),
  /** Plugins besides those of the house and of the scenario, from the file of the study. */
  plugins: z.array(z.string().min(1)).optional(),
  /** Which parameters take which values; nothing is varied unless given. */
  vary: varySchema.optional(),
  /** Each a patch on the scenario: a map of paths and values, or the path of a file of such. The first is the base. */
  variants: z.record(named, z.union([z.record(z.string(), z.unknown()), z.string().min(1)])).optional(),
  /** How many seeds each point and variant is played with. */
  replicates: z.int().min(1).max(1_000_000).optional(),
  /** The first seed; the others follow it. */
  seed: z.int().min(0).max(1_000_000_000).optional(),
  /** What is compared unless a command asks for something else. */
  metrics: z.array(z.string().min(1)).optional(),
});

/** A study as it is written. */
export type StudyForm = z.infer<typeof studyFormSchema>;
