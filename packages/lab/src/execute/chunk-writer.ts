import type { StudyRun } from '@ebb/results';
import type { StudyFolder } from '@ebb/results/store';

/** How much work goes into one file at most, in seconds of runs and in runs. */
export interface ChunkSize {
  readonly seconds: number;
  readonly runs: number;
}

const SIZE: ChunkSize = { seconds: 15, runs: 2000 };

/**
 * Gathers runs that are over and writes them to a study's folder, some seconds of work to a file, while others are played. Runs
 * that come faster than they are written have to wait.
 */
export class ChunkWriter {
  readonly #folder: Pick<StudyFolder, 'write'>;
  readonly #size: ChunkSize;
  #runs: StudyRun[] = [];
  #seconds = 0;
  #writing: Promise<void> | undefined;

  constructor(folder: Pick<StudyFolder, 'write'>, size: ChunkSize = SIZE) {
    this.#folder = folder;
    this.#size = size;
  }

  /** Takes a run and the seconds that it took. Rejects with the StoreError of an earlier file that could not be written. */
  async add(run: StudyRun, seconds: number): Promise<void> {
    this.#runs.push(run);
    this.#seconds += seconds;
    if (this.#seconds >= this.#size.seconds || this.#runs.length >= this.#size.runs) await this.#writeNext();
  }

  /** Writes what is left. Rejects with the StoreError of a file that could not be written. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#runs.length > 0) await this.#writeNext();
    await this.#writing;
  }

  /** Starts the next file when the last one is written. */
  async #writeNext(): Promise<void> {
    const [runs, seconds] = [this.#runs, this.#seconds];
    [this.#runs, this.#seconds] = [[], 0];
    const before = this.#writing;
    const writing = (async () => {
      await before;
      await this.#folder.write(runs, seconds);
    })();
    this.#writing = writing;
    // Whoever waits for it next hears of it.
    writing.catch(() => {});
    await before;
  }
}
