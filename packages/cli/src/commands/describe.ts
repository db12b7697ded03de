import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { requestOf } from './check.ts';
import type { CheckOptions } from './check.ts';

/** The options of `ebb describe`. */
export interface DescribeOptions extends CheckOptions {
  readonly odd?: boolean;
  readonly out?: string;
}

/** Describes a scenario in words, or its whole model by the ODD protocol. Throws BadInput when it cannot be played. */
export async function describe(options: DescribeOptions): Promise<ExitCode> {
  const { odd = false, out } = options;
  const { openScenario } = await import('@ebb/engine/node');
  const { describeOdd, describeScenario } = await import('@ebb/lab');
  const open = await openScenario(requestOf(options));
  const text = odd ? describeOdd(open) : describeScenario(open);
  if (out === undefined) {
    process.stdout.write(text);
    return EXIT.ok;
  }
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(out, text);
  } catch (error) {
    throw new UsageError(`--out ${out}: the description cannot be written: ${(error as Error).message}`);
  }
  return EXIT.ok;
}
