import path from 'node:path';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { given } from '../given.ts';
import { showReplicates } from '../print/show-replicates.ts';
import { UsageError } from '../usage-error.ts';
import { askedStudy, metricsOf } from './asked-study.ts';

/** The options of `ebb rank`. */
export interface RankOptions {
  readonly study: string;
  /** The first that the study names unless given. */
  readonly metric?: string;
  readonly goal: 'min' | 'max';
  readonly delta: number;
  readonly method: 'KN' | 'OCBA';
  readonly confidence: number;
  readonly first: number;
  readonly atMost: number;
  readonly store: string;
  readonly jobs?: number;
  readonly watchdog: number;
  readonly json?: boolean;
}

/** Finds the best variant of a study with as few replicates as that takes; exit 1 when they ran out before it was sure. */
export async function rank(options: RankOptions): Promise<ExitCode> {
  const { study, goal, delta, method, confidence, first, atMost, store, jobs, watchdog, json = false } = options;
  const lab = await import('@ebb/lab');
  const { StudyFolder } = await import('@ebb/results/store');
  const asked = await askedStudy(study, store);
  const { manifest } = await asked.open({ replicates: 1 });
  const [metric] = metricsOf({ manifest }, options.metric === undefined ? [] : [options.metric]);
  const executor = lab.keptLocal(given({ jobs }));
  const aborting = abortOnSignal('the study');
  const shown = await showReplicates(0);
  const how = {
    ...{ store, watchdogSeconds: watchdog, signal: aborting.signal, onProgress: shown.take },
    executor,
  };
  try {
    const play = lab.variantsPlayer({ study: asked, how, metric: metric! });
    const { firstSeed, variants } = manifest;
    const selection = await lab.bestOf(play, variants, { goal, delta, method, confidence, first, atMost, firstSeed });
    shown.end();
    const folder = await StudyFolder.open(path.join(store, manifest.key));
    const unit = await lab.metricUnit(folder, metric!);
    process.stdout.write(json ? `${JSON.stringify(selection)}\n` : lab.selectionText(selection, metric!, unit));
    return selection.reached ? EXIT.ok : EXIT.missed;
  } catch (error) {
    if (error instanceof Error && error.name === 'SearchInterrupted') return EXIT.interrupted;
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  } finally {
    shown.end();
    aborting.end();
    await executor.close();
  }
}
