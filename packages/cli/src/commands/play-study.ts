import type { Executor, OpenStudy } from '@ebb/lab';
import type { StudyFolder } from '@ebb/results/store';
import { abortOnSignal } from '../abort-on-signal.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { showReplicates } from '../print/show-replicates.ts';
import { studyJson, studyText } from '../print/study-text.ts';
import { UsageError } from '../usage-error.ts';

/** The options of every command that plays a study. */
export interface PlayStudyOptions {
  readonly store: string;
  readonly jobs?: number;
  /** As in `2/5`, or `auto` for what the environment says. */
  readonly shard?: string;
  /** The URL of a Redis or Valkey. */
  readonly queue?: string;
  readonly tries: number;
  readonly watchdog: number;
  readonly json?: boolean;
}

/** Plays what is missing of a study, prints how it stands, and says by the exit code how it ended. */
export async function playStudy(study: OpenStudy, options: PlayStudyOptions): Promise<ExitCode> {
  const { store, tries, watchdog, json = false } = options;
  const lab = await import('@ebb/lab');
  const executor = await executorOf(options);
  const aborting = abortOnSignal('the study');
  const begunMs = performance.now();
  const shown = await showReplicates(study.runs);
  let played = 0;
  let folder: StudyFolder;
  try {
    folder = await lab.runStudy(study, {
      executor,
      store,
      tries,
      watchdogSeconds: watchdog,
      signal: aborting.signal,
      onProgress: (progress) => {
        played = progress.done;
        shown.take(progress);
      },
    });
  } finally {
    shown.end();
    aborting.end();
  }
  const state = await folder.state();
  const seconds = (performance.now() - begunMs) / 1000;
  const part = executor.name;
  process.stdout.write(json ? studyJson(folder, state) : studyText(folder, state, { part, seconds, played }));
  if (aborting.signal.aborted) return EXIT.interrupted;
  return state.failed > 0 ? EXIT.missed : EXIT.ok;
}

async function executorOf({ jobs, shard, queue }: PlayStudyOptions): Promise<Executor> {
  const lab = await import('@ebb/lab');
  const lanes = jobs === undefined ? {} : { jobs };
  const onNotice = (sentence: string): void => void process.stderr.write(`ebb: ${sentence}\n`);
  try {
    if (queue !== undefined) return lab.bullmq({ url: queue, onNotice });
    if (shard === undefined) return lab.local(lanes);
    return lab.shard({ ...lab.readShard(shard, process.env), inner: lab.local(lanes) });
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`ebb: ${error.message}`) : error;
  }
}
