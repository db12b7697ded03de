import type { RunGauges, RunHead } from '@ebb/lab/thread';
import { progressLine } from './progress-line.ts';
import { showProgress } from './show-progress.ts';

/** Shows on the error stream how a run moves on. Returns how to end it. */
export function showRun({ startUs, untilUs }: RunHead, gauges: RunGauges): Promise<() => void> {
  const begunMs = performance.now();
  return showProgress(untilUs - startUs, () => {
    const simulatedUs = Math.max(gauges.simulatedUs, startUs);
    const seconds = (performance.now() - begunMs) / 1000;
    const line = progressLine({ startUs, untilUs, simulatedUs, events: gauges.events, seconds });
    return { done: simulatedUs - startUs, line };
  });
}
