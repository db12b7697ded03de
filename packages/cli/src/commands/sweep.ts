import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { playStudy } from './play-study.ts';
import type { PlayStudyOptions } from './play-study.ts';

/** The options of `ebb sweep`. */
export interface SweepOptions extends PlayStudyOptions {
  readonly study: string;
  readonly dryRun?: boolean;
  readonly replicates?: number;
  readonly atMost?: number;
}

/** Plays a study, or says what it would take. Throws BadInput for a study that cannot be played. */
export async function sweep(options: SweepOptions): Promise<ExitCode> {
  const { study: file, dryRun = false, replicates, atMost, jobs, store, json = false } = options;
  if (options.shard !== undefined && options.queue !== undefined) {
    throw new UsageError('ebb: a study is played by --shard or by --queue, not by both');
  }
  const { readStudy } = await import('@ebb/lab');
  const study = readStudy(file);
  const size = { ...(replicates === undefined ? {} : { replicates }), ...(atMost === undefined ? {} : { atMost }) };
  if (!dryRun) return playStudy(await study.open(size), options);
  const estimate = await study.estimate({ ...size, store, ...(jobs === undefined ? {} : { jobs }) });
  const { estimateText } = await import('../print/estimate-text.ts');
  process.stdout.write(json ? `${JSON.stringify(estimate)}\n` : estimateText(estimate, file));
  return EXIT.ok;
}
