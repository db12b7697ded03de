import { readFileSync } from 'node:fs';

const own = '/proc/self/schedstat';

/**
 * Nanoseconds that the main thread has had a processor for, where the system tells it (Linux), else of the clock: what other
 * programs take of the machine meanwhile is not counted.
 */
export const stopwatch = canRead(own)
  ? () => Number(readFileSync(own, 'latin1').split(' ')[0])
  : () => performance.now() * 1e6;

/**
 * Operations a second: the median of `passes` after one that only warms up. `prepare` is not timed; it returns the `work` that
 * does `count` operations and, if there is something to check, what to do `after` it.
 */
export function ratePerSecond(count, passes, prepare) {
  const rates = [];
  for (let pass = 0; pass <= passes; pass++) {
    const { work, after } = prepare();
    const begun = stopwatch();
    work();
    const seconds = (stopwatch() - begun) / 1e9;
    after?.();
    if (pass > 0) rates.push(count / seconds);
  }
  return median(rates);
}

/** The middle of some numbers; between the two in the middle when their number is even. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function canRead(file) {
  try {
    return readFileSync(file, 'latin1').split(' ').length > 1;
  } catch {
    return false;
  }
}
