import type { Replicate } from './replicate-result.ts';
import type { WorkProgress } from './executor.ts';
import type { RunGauge, UnderWay } from './play-run.ts';

/** Runs that are to be played, several at once. */
export interface LaneWork<Order, Run extends Pick<Replicate, 'fault'>> {
  /** Walked through once, and not kept. */
  readonly orders: Iterable<Order>;
  /** How many there are, as far as is known before they are walked through. */
  readonly total: number;
  /** How many are played at once. */
  readonly jobs: number;
  /** Ends it early when aborted: runs under way are dropped. */
  readonly signal?: AbortSignal;
  play(this: void, order: Order, signal: AbortSignal): UnderWay<Run>;
  /** Takes each run that is over, in no fixed order; its lane waits. What it throws ends all. */
  take(this: void, run: Run, order: Order): Promise<void> | void;
  readonly onProgress?: (progress: WorkProgress) => void;
}

const PROGRESS_MS = 100;
const PARTS = ['done', 'failed', 'total', 'share', 'events'] as const;

/**
 * Plays runs in as many lanes as are asked for: each takes the next order when its last run is over. A run that breaks is taken
 * like any other. Rejects with the first error, after all lanes have come to rest.
 */
export async function playInLanes<Order, Run extends Pick<Replicate, 'fault'>>(
  work: LaneWork<Order, Run>,
): Promise<void> {
  const { jobs, play, take, onProgress } = work;
  const ending = new AbortController();
  const signal = work.signal === undefined ? ending.signal : AbortSignal.any([work.signal, ending.signal]);
  const underWay = new Set<() => RunGauge>();
  const orders = work.orders[Symbol.iterator]();
  const count = { done: 0, failed: 0, events: 0, dealt: 0 };
  let total = work.total;
  let told: WorkProgress | undefined;

  const deal = (): { readonly order: Order } | undefined => {
    if (signal.aborted) return undefined;
    const next = orders.next();
    if (next.done === true) {
      total = count.dealt;
      return undefined;
    }
    count.dealt++;
    return { order: next.value };
  };
  const tell = (): void => {
    let { done: share, events } = count;
    for (const gauge of underWay) {
      const now = gauge();
      share += now.share;
      events += now.events;
    }
    const { done, failed } = count;
    const now = { done, failed, total, share: total === 0 ? 1 : Math.min(1, share / total), events };
    // Who writes a line each time is spared those in which nothing has moved.
    if (told !== undefined && PARTS.every((part) => told![part] === now[part])) return;
    told = now;
    onProgress?.(now);
  };
  const lane = async (): Promise<void> => {
    for (let next = deal(); next !== undefined; next = deal()) {
      const { gauge, over } = play(next.order, signal);
      underWay.add(gauge);
      const run = await over;
      underWay.delete(gauge);
      if (run === undefined) return;
      count.events += gauge().events;
      count.done++;
      if (run.fault !== undefined) count.failed++;
      await take(run, next.order);
      tell();
    }
  };
  const timer = setInterval(tell, PROGRESS_MS);
  try {
    const lanes = Array.from({ length: Math.min(jobs, Math.max(1, total)) }, lane);
    // The first error ends the other runs, whose threads are waited for.
    for (const each of lanes) each.catch(() => ending.abort());
    const errors = (await Promise.allSettled(lanes)).filter((each) => each.status === 'rejected');
    if (errors[0] !== undefined) throw errors[0].reason;
  } finally {
    clearInterval(timer);
    if (!signal.aborted) orders.return?.();
  }
}
