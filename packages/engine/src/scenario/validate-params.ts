import { namesIn } from '@ebb/sdk';
import { issuesToProblems } from './issues-to-problems.ts';
import { Mistakes } from './mistakes.ts';
import { BadInput } from './problem.ts';
import type { z } from 'zod';
import type { Path } from './located-node.ts';
import type { ScenarioNames } from './scenario-names.ts';
import type { RawParams } from './scenario.ts';
import type { Sources } from './sources.ts';

/**
 * Checks the params of a plugin against its declaration and, where `names` are given, that every market, asset, venue
 * and agent in them exists. Gives plain values in base units; distributions are still to be drawn. `path` leads to the
 * params from the root of the scenario. Throws BadInput.
 */
export function validateParams<Schema extends z.ZodType>(
  declared: Schema,
  raw: RawParams,
  path: Path,
  sources: Sources,
  names?: ScenarioNames,
): z.output<Schema> {
  const checked = declared.safeParse(raw);
  if (!checked.success) throw new BadInput(issuesToProblems(checked.error.issues, declared, raw, path, sources));
  if (names !== undefined) {
    const mistakes = new Mistakes(sources);
    for (const { kind, name, path: below } of namesIn(declared, checked.data)) {
      mistakes.known([...path, ...below], kind, name, names[kind]);
    }
    if (mistakes.problems.length > 0) throw new BadInput(mistakes.problems);
  }
  return checked.data;
}
