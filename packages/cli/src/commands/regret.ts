import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { UsageError } from '../usage-error.ts';
import { askedFolder, metricsOf } from './asked-study.ts';

/** The options of `ebb regret`. */
export interface RegretOptions {
  readonly study: string;
  readonly metric?: string;
  readonly goal: 'max' | 'min';
  readonly keep?: string;
  readonly sampled?: boolean;
  readonly level: number;
  readonly resamples?: number;
  readonly store: string;
  readonly json?: boolean;
}

/** Says which variant of a study to choose when nobody knows which of its points comes. */
export async function regret(options: RegretOptions): Promise<ExitCode> {
  const { study, metric, goal, keep, sampled, level, resamples, store, json = false } = options;
  const lab = await import('@ebb/lab');
  const folder = await askedFolder(study, store);
  const [asked] = metricsOf(folder, metric === undefined ? [] : [metric]);
  try {
    const how = { metric: asked!, goal, level, ...given({ keep, sampled, resamples }) };
    const { table, ...data } = await lab.regret(folder, how);
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : table());
    return EXIT.ok;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  }
}
