import { mark, value } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext, VenueInfo } from '@ebb/sdk';

interface Queue {
  readonly venue: VenueInfo;
  waitMs: number;
  waitUs: number;
  waiting: number;
  waitingUs: number;
}

/**
 * Measures how long messages waited at the gateway of each venue after the warm-up, and how many, as read at every mark and
 * outside value: both are told between intents. What came and went between two of them is not seen.
 */
export class GatewayMetric implements Metric {
  #queues: readonly Queue[] = [];

  start(context: RunContext): void {
    this.#queues = context.venues.map((venue) => ({ venue, waitMs: NaN, waitUs: 0, waiting: NaN, waitingUs: 0 }));
    let lastUs = NaN;
    const read = (timeUs: number): void => {
      if (timeUs < context.scoredFromUs || timeUs === lastUs) return;
      lastUs = timeUs;
      for (const queue of this.#queues) look(queue, timeUs);
    };
    context.listen(mark, (_seq, timeUs) => read(timeUs));
    context.listen(value, (_seq, timeUs) => read(timeUs));
  }

  values(): readonly MetricValue[] {
    return this.#queues.flatMap(({ venue: { name: subject }, waitMs, waitUs, waiting, waitingUs }) => {
      const at = (most: number, atUs: number): { atUs?: number } => (most > 0 ? { atUs } : {});
      return [
        { subject, name: 'longestWait', value: waitMs, unit: 'ms', ...at(waitMs, waitUs) },
        { subject, name: 'mostWaiting', value: waiting, unit: 'messages', ...at(waiting, waitingUs) },
      ];
    });
  }
}

function look(queue: Queue, timeUs: number): void {
  const waitMs = queue.venue.waitMs?.() ?? 0;
  const waiting = queue.venue.waiting?.() ?? 0;
  if (!(waitMs <= queue.waitMs)) {
    queue.waitMs = waitMs;
    queue.waitUs = timeUs;
  }
  if (!(waiting <= queue.waiting)) {
    queue.waiting = waiting;
    queue.waitingUs = timeUs;
  }
}
