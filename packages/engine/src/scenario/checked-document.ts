import type { z } from 'zod';
import { issuesToProblems } from './issues-to-problems.ts';
import { locate, plainOf } from './located-node.ts';
import type { LocatedNode, Path } from './located-node.ts';
import { BadInput, problemAt } from './problem.ts';
import type { Mistake } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { Sources } from './sources.ts';

/** A checked value that remembers where each part of it was written. */
export interface CheckedDocument<Value> {
  readonly value: Value;
  readonly sources: Sources;
  /** Makes the BadInput for a mistake at a path of it. */
  mistake(this: void, path: Path, mistake: Mistake): BadInput;
}

/** Reads a YAML text and checks it by a schema. Throws BadInput with a line for every problem. */
export function documentFromText<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): CheckedDocument<z.infer<Schema>> {
  return checked(readYaml(text, file), schema);
}

/** Checks a plain object by a schema; `name` stands in errors. Throws BadInput with every problem. */
export function documentFromObject<Schema extends z.ZodType>(
  object: unknown,
  name: string,
  schema: Schema,
): CheckedDocument<z.infer<Schema>> {
  return checked(locate(object, { file: name, line: 0, column: 0 }), schema);
}

function checked<Schema extends z.ZodType>(root: LocatedNode, schema: Schema): CheckedDocument<z.infer<Schema>> {
  const sources = new Sources(root);
  const plain = plainOf(root);
  const result = schema.safeParse(plain);
  if (!result.success) throw new BadInput(issuesToProblems(result.error.issues, schema, plain, [], sources, []));
  const mistake = (path: Path, what: Mistake): BadInput => new BadInput([problemAt(sources.at(path), path, what)]);
  return { value: result.data, sources, mistake };
}
