import type { RunOrder, Work, WorkProgress } from './executor.ts';
import { chunkId, dropQueued, writeQueued } from './queued-chunk.ts';

/** Some runs that are given out together. */
export interface DealtChunk {
  readonly id: string;
  readonly orders: readonly RunOrder[];
}

/** Chunks that are given out at once: enough for very many workers, and few enough to be looked after. */
const WINDOW = 256;
const MOST_RUNS = 2000;
/** A study is cut into at least so many chunks where it can be, so that no worker is idle for long at its end. */
const PARTS = 16;
/** What is believed of a run before any was played, in seconds. */
const FIRST_GUESS = 1;

/** Cuts the runs of a study into chunks, no more at once than a window, and knows which of them are in the folder. */
export class ChunkDealer {
  readonly #work: Required<Pick<Work, 'tries' | 'watchdogSeconds'>> & Work;
  readonly #chunkSeconds: number;
  readonly #orders: Iterator<RunOrder>;
  readonly #dealt = new Map<string, DealtChunk>();
  #isDry = false;
  #taken = 0;
  #done = 0;
  #failed = 0;

  constructor(work: Required<Pick<Work, 'tries' | 'watchdogSeconds'>> & Work, chunkSeconds: number) {
    this.#work = work;
    this.#chunkSeconds = chunkSeconds;
    this.#orders = work.orders[Symbol.iterator]();
  }

  /** Takes the chunks back of which every run is in the folder; nobody needs their orders any more. */
  async settle(): Promise<readonly DealtChunk[]> {
    const { folder } = this.#work;
    const over = [...this.#dealt.values()].filter(({ orders }) =>
      orders.every((order) => folder.has(order) !== undefined),
    );
    for (const { id, orders } of over) {
      this.#dealt.delete(id);
      await dropQueued(folder.path, id);
      this.#done += orders.length;
      this.#failed += orders.filter((order) => folder.has(order) === 'failed').length;
    }
    return over;
  }

  /** Gives out chunks until the window is full; their orders lie in the folder. */
  async deal(): Promise<readonly DealtChunk[]> {
    const fresh: DealtChunk[] = [];
    const runs = this.#dealt.size < WINDOW && !this.#isDry ? await this.#runsPerChunk() : 0;
    while (this.#dealt.size < WINDOW && !this.#isDry) {
      const orders = this.#take(runs);
      if (orders.length === 0) break;
      const chunk = { id: chunkId(orders), orders };
      await this.#write(chunk);
      this.#dealt.set(chunk.id, chunk);
      fresh.push(chunk);
    }
    return fresh;
  }

  /** Gives the orders of chunks out again that are not over yet; which these are. */
  async dealAgain(ids: readonly string[]): Promise<readonly DealtChunk[]> {
    const chunks = ids.flatMap((id) => this.#dealt.get(id) ?? []);
    for (const chunk of chunks) await this.#write(chunk);
    return chunks;
  }

  /** Whether all chunks are in the folder, but for those that were given up. */
  isOver(givenUp: ReadonlyMap<string, string>): boolean {
    return this.#isDry && [...this.#dealt.keys()].every((id) => givenUp.has(id));
  }

  progress(): WorkProgress {
    const { folder, total } = this.#work;
    let [done, failed] = [this.#done, this.#failed];
    for (const { orders } of this.#dealt.values()) {
      for (const order of orders) {
        const how = folder.has(order);
        if (how !== undefined) done++;
        if (how === 'failed') failed++;
      }
    }
    const all = this.#isDry ? this.#taken : total;
    return { done, failed, total: all, share: all === 0 ? 1 : Math.min(1, done / all), events: 0 };
  }

  /** Leaves no orders behind. */
  async close(): Promise<void> {
    await dropQueued(this.#work.folder.path, ...this.#dealt.keys());
  }

  /** Says what is not there, and what to do about it. */
  missingSentence(): string {
    const { done, total } = this.progress();
    return `${total - done} of ${total} runs are missing; what was played is kept, and the same command goes on from there`;
  }

  /** Writes the orders of a chunk into the folder. */
  async #write({ id, orders }: DealtChunk): Promise<void> {
    const { folder, request, tries, watchdogSeconds } = this.#work;
    await writeQueued(folder.path, id, { format: 'ebb-chunk-1', request, tries, watchdogSeconds, orders });
  }

  async #runsPerChunk(): Promise<number> {
    const { folder, secondsPerRun, total } = this.#work;
    const { seconds, completed, failed } = await folder.state();
    const played = completed + failed;
    const each = played > 0 && seconds > 0 ? seconds / played : (secondsPerRun ?? FIRST_GUESS);
    const most = Math.min(MOST_RUNS, Math.ceil(total / PARTS));
    return Math.max(1, Math.min(most, Math.round(this.#chunkSeconds / Math.max(each, Number.MIN_VALUE))));
  }

  #take(most: number): readonly RunOrder[] {
    const orders: RunOrder[] = [];
    while (orders.length < most) {
      const next = this.#orders.next();
      if (next.done === true) {
        this.#isDry = true;
        break;
      }
      orders.push(next.value);
    }
    this.#taken += orders.length;
    return orders;
  }
}
