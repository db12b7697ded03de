import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { UsageError } from '../usage-error.ts';
import { askedFolder } from './asked-study.ts';

/** The options of `ebb boxes`. */
export interface BoxesOptions {
  readonly study: string;
  readonly when: string;
  readonly variant?: string;
  readonly allVariants?: boolean;
  readonly density?: number;
  readonly most?: number;
  readonly level: number;
  readonly resamples?: number;
  readonly store: string;
  readonly json?: boolean;
}

/** Says in which part of the space of a study something happens. */
export async function boxes(options: BoxesOptions): Promise<ExitCode> {
  const { study, when, variant, allVariants, density, most, level, resamples, store, json = false } = options;
  const lab = await import('@ebb/lab');
  const folder = await askedFolder(study, store);
  try {
    const asked = { event: when, level, ...given({ variant, allVariants, density, most, resamples }) };
    const { table, ...data } = await lab.boxes(folder, asked);
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : table());
    return EXIT.ok;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  }
}
