import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { UsageError } from '../usage-error.ts';
import { askedFolder, metricsOf } from './asked-study.ts';

/** The options of `ebb sensitivity`. */
export interface SensitivityOptions {
  readonly study: string;
  readonly metric?: string;
  readonly variant?: string;
  readonly method?: 'pawn';
  readonly slices?: number;
  readonly lowTail?: number;
  readonly highTail?: number;
  readonly level: number;
  readonly resamples?: number;
  readonly store: string;
  readonly json?: boolean;
}

/** Says which axes of a study matter for a metric: the first that the study names unless one is given. */
export async function sensitivity(options: SensitivityOptions): Promise<ExitCode> {
  const { study, metric, variant, method, slices, level, resamples, store, json = false } = options;
  const lab = await import('@ebb/lab');
  const folder = await askedFolder(study, store);
  const [asked] = metricsOf(folder, metric === undefined ? [] : [metric]);
  try {
    const { table, ...data } = await lab.sensitivity(folder, {
      ...{ metric: asked!, level },
      ...given({ variant, method, slices, tail: tailOf(options), resamples }),
    });
    process.stdout.write(json ? `${JSON.stringify(data)}\n` : table());
    return EXIT.ok;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  }
}

function tailOf({ lowTail, highTail }: SensitivityOptions) {
  if (lowTail !== undefined) return { side: 'low', share: lowTail } as const;
  return highTail === undefined ? undefined : ({ side: 'high', share: highTail } as const);
}
