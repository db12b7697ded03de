import type { growUntilHalfWidth } from '@ebb/lab';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { showReplicates } from '../print/show-replicates.ts';
import { UsageError } from '../usage-error.ts';
import { askedFolder, askedStudy, metricsOf } from './asked-study.ts';

/** The options of `ebb compare`. */
export interface CompareOptions {
  readonly study: string;
  readonly metric: readonly string[];
  readonly base?: string;
  readonly level: number;
  readonly byPoint?: boolean;
  readonly untilHalfwidth?: { readonly halfWidth: number } | { readonly relative: number };
  readonly atMost: number;
  readonly store: string;
  readonly jobs?: number;
  readonly watchdog: number;
  readonly json?: boolean;
}

type Grown = Awaited<ReturnType<typeof growUntilHalfWidth>>;

/** Compares the variants of a study under the same luck, when asked after playing it with as many seeds as that takes. */
export async function compare(options: CompareOptions): Promise<ExitCode> {
  const { metric, base, level, byPoint = false, json = false } = options;
  const lab = await import('@ebb/lab');
  let known: Grown | undefined;
  const folder =
    options.untilHalfwidth === undefined
      ? await askedFolder(options.study, options.store)
      : (known = await grown(options, options.untilHalfwidth))?.folder;
  if (folder === undefined) return EXIT.interrupted;
  if (folder.known === 0)
    throw new UsageError(
      `ebb: no run of ${folder.manifest.name} has been played yet; play it with: ebb resume ${options.study}`,
    );
  try {
    const comparison = await lab.compare(folder, {
      metrics: metricsOf(folder, metric),
      level,
      by: byPoint ? 'point' : 'seed',
      ...(base === undefined ? {} : { base }),
    });
    const { table, ...data } = comparison;
    const { widths } = known ?? {};
    const { widthText } = await import('../print/width-text.ts');
    const said = widths?.map((each) => widthText(each, options.atMost, known?.unit)) ?? [];
    if (json) process.stdout.write(`${JSON.stringify({ ...data, ...given({ widths }) })}\n`);
    else process.stdout.write([table(), ...said, ...(said.length > 0 ? [''] : [])].join('\n'));
    return EXIT.ok;
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  }
}

/** Plays a study with more seeds until an interval is narrow enough; undefined when it was interrupted. */
async function grown(
  options: CompareOptions,
  width: NonNullable<CompareOptions['untilHalfwidth']>,
): Promise<Grown | undefined> {
  const { study, metric, base, level, atMost, store, jobs, watchdog } = options;
  if (metric.length !== 1) throw new UsageError('ebb: --until-halfwidth is about one --metric');
  const lab = await import('@ebb/lab');
  const asked = await askedStudy(study, store);
  const executor = lab.keptLocal(given({ jobs }));
  const aborting = abortOnSignal('the study');
  const shown = await showReplicates(0);
  const how = {
    ...{ store, watchdogSeconds: watchdog, signal: aborting.signal, onProgress: shown.take },
    executor,
  };
  try {
    const growing = { study: asked, how, metric: metric[0]! };
    const own = base === undefined ? {} : { base };
    return await lab.growUntilHalfWidth(growing, { ...width, ...own, level, atMost });
  } catch (error) {
    if (error instanceof Error && error.name === 'SearchInterrupted') return undefined;
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  } finally {
    shown.end();
    aborting.end();
    await executor.close();
  }
}
