import type { RunHead } from './messages.ts';
import type { RunGauges } from './run-gauges.ts';
import { progressLine } from '../print/progress-line.ts';

const BAR_MS = 100;
const LINES_MS = 5000;

/** Shows on the error stream how a run moves on: a bar on a terminal, a line now and then elsewhere. Returns how to end it. */
export async function showProgress({ startUs, untilUs }: RunHead, gauges: RunGauges): Promise<() => void> {
  const begun = performance.now();
  const now = () => {
    const { simulatedUs, events } = gauges;
    return { startUs, untilUs, simulatedUs: Math.max(simulatedUs, startUs), events, seconds: since(begun) };
  };
  if (!process.stderr.isTTY) {
    const timer = setInterval(() => process.stderr.write(`${progressLine(now())}\n`), LINES_MS);
    return () => clearInterval(timer);
  }
  const { SingleBar } = await import('cli-progress').then((module) => module.default);
  const bar = new SingleBar({
    format: '{bar} {line}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(untilUs - startUs, 0, { line: progressLine(now()) });
  const timer = setInterval(() => {
    const state = now();
    bar.update(state.simulatedUs - startUs, { line: progressLine(state) });
  }, BAR_MS);
  return () => {
    clearInterval(timer);
    bar.stop();
  };
}

function since(begunMs: number): number {
  return (performance.now() - begunMs) / 1000;
}
