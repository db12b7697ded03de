import type { StudyRun } from '@ebb/results';
import type { ScenarioRequest } from '@ebb/engine/node';
import type { RunOrder } from './executor.ts';
import { playAgain } from './play-again.ts';
import { playAlone } from './play-alone.ts';
import type { UnderWay } from './play-run.ts';
import { RunPool } from './run-pool.ts';
import type { PoolOptions } from './run-pool.ts';
import { studyRunOf } from './study-run-of.ts';

/** What all runs of a study have in common. */
export interface StudyPlay {
  readonly request: ScenarioRequest;
  readonly build: string;
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

/** Plays runs of studies on threads of its own. Must be closed. */
export class StudyPlayer {
  readonly #pool: RunPool;
  readonly #heapMiB: number;

  constructor(options: PoolOptions) {
    this.#heapMiB = options.heapMiB;
    this.#pool = new RunPool(options);
  }

  /** Plays one; rejects with BadInput when the files of the scenario cannot be read. */
  play(study: StudyPlay, order: RunOrder, signal: AbortSignal): UnderWay<PlayedRow> {
    const { request, build, tries, watchdogSeconds } = study;
    const { changes, seed } = order;
    const asked = { request, changes, build, seed: String(seed), signal, watchdogSeconds };
    const { gauge, over } = playAgain(asked, {
      pooled: (each) => this.#pool.play(each),
      alone: (each) => playAlone(each, this.#heapMiB),
      tries,
    });
    const rowOf = async (): Promise<PlayedRow | undefined> => {
      const played = await over;
      if (played === undefined) return undefined;
      const row = studyRunOf(order, played, build);
      const { seconds } = played;
      return row.fault === undefined ? { row, seconds } : { row, seconds, fault: row.fault };
    };
    return { gauge, over: rowOf() };
  }

  /** Ends all threads. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}
