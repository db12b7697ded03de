const BAR_MS = 100;
const LINES_MS = 5000;

/** How far a piece of work is: so much of its length, and in words. */
export interface ProgressNow {
  readonly done: number;
  readonly line: string;
}

/** Shows on the error stream how work moves on: a bar on a terminal, a line now and then elsewhere. Returns how to end it. */
export async function showProgress(length: number, now: () => ProgressNow): Promise<() => void> {
  if (!process.stderr.isTTY) {
    const timer = setInterval(() => process.stderr.write(`${now().line}\n`), LINES_MS);
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
  bar.start(length, 0, { line: now().line });
  const timer = setInterval(() => {
    const { done, line } = now();
    bar.update(done, { line });
  }, BAR_MS);
  return () => {
    clearInterval(timer);
    bar.stop();
  };
}
