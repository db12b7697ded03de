import type { StudyRun } from '@ebb/results';
import type { StudyFolder } from '@ebb/results/store';
import type { ScenarioRequest } from '@ebb/engine/node';
import type { RunOrder } from './executor.ts';
import { playAgain } from './play-again.ts';
import { playAlone } from './play-alone.ts';
import type { UnderWay } from './play-run.ts';
import { RunPool } from './run-pool.ts';
import type { PoolOptions } from './run-pool.ts';
import { poisonRunOf, studyRunOf } from './study-run-of.ts';

/** What all runs of a study have in common. */
export interface StudyPlay {
  readonly request: ScenarioRequest;
  readonly folder: StudyFolder;
  readonly tries: number;
  readonly watchdogSeconds: number;
}

/** A row of a study with what it cost; only `seconds` depends on the machine. */
export interface PlayedRow {
  readonly row: StudyRun;
  readonly seconds: number;
  /** As the row's. */
  readonly fault?: StudyRun['fault'];
}

/** How many processes a run may take with it before it is played no more; a process may end for other reasons too. */
const LOST_PROCESSES = 3;

/** Plays runs of studies on threads of its own. Must be closed. */
export class StudyPlayer {
  readonly #pool: RunPool;
  readonly #memoryMiB: number;

  constructor(options: PoolOptions) {
    this.#memoryMiB = options.memoryMiB;
    this.#pool = new RunPool(options);
  }

  /**
   * Plays one, and keeps a journal of it in the folder of the study: a run that took its process with it again and again is not
   * played, and has failed. Rejects with BadInput when the files of the scenario cannot be read, and with a StoreError.
   */
  play(study: StudyPlay, order: RunOrder, signal: AbortSignal): UnderWay<PlayedRow> {
    const { folder } = study;
    const lost = folder.triesOf(order);
    if (lost >= Math.max(LOST_PROCESSES, study.tries)) {
      const row = poisonRunOf(order, folder.manifest.build, lost);
      return { gauge: () => ({ share: 1, events: 0 }), over: Promise.resolve(playedRow(row, 0)) };
    }
    let gauge: UnderWay<PlayedRow>['gauge'] = () => ({ share: 0, events: 0 });
    const over = async (): Promise<PlayedRow | undefined> => {
      await folder.beginTry(order);
      try {
        const underWay = this.#play(study, order, signal);
        gauge = underWay.gauge;
        const played = await underWay.over;
        if (played === undefined) return undefined;
        return playedRow(studyRunOf(order, played, folder.manifest.build), played.seconds);
      } finally {
        folder.endTry(order);
      }
    };
    return { gauge: () => gauge(), over: over() };
  }

  /** Ends all threads. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  #play({ request, folder, tries, watchdogSeconds }: StudyPlay, order: RunOrder, signal: AbortSignal) {
    const { changes, seed } = order;
    const asked = { request, changes, build: folder.manifest.build, seed: String(seed), signal, watchdogSeconds };
    return playAgain(asked, {
      pooled: (each) => this.#pool.play(each),
      alone: (each) => playAlone(each, this.#memoryMiB),
      tries,
    });
  }
}

function playedRow(row: StudyRun, seconds: number): PlayedRow {
  return row.fault === undefined ? { row, seconds } : { row, seconds, fault: row.fault };
}
