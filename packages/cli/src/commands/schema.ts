import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { knownPlugins } from './known-plugins.ts';

/** The options of `ebb schema`. */
export interface SchemaOptions {
  readonly out?: string;
  readonly plugin: readonly string[];
}

/** Prints the JSON Schema of scenario files, or writes it to a file. Throws a UsageError when that cannot be done. */
export async function schema({ out, plugin }: SchemaOptions): Promise<ExitCode> {
  const { scenarioJsonSchema } = await import('@ebb/engine');
  const plugins = await knownPlugins(plugin);
  const text = `${JSON.stringify(scenarioJsonSchema(plugins.map((each) => each.plugin)), null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return EXIT.ok;
  }
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new UsageError(`--out ${out}: the schema cannot be written: ${(error as Error).message}`);
  }
  return EXIT.ok;
}
