import type { StudyEstimate } from '@ebb/lab';
import { formatCount, formatPercent, formatSpan } from '@ebb/results';
import { bytesText } from './bytes-text.ts';

/** What a person reads before a study is played: how many runs, how long they take, and how large they are. */
export function estimateText(estimate: StudyEstimate, file: string): string {
  const { name, key, points, variants, replicates, runs, known, secondsPerRun, told, seconds, jobs, bytes } = estimate;
  const how =
    told.by === 'store'
      ? 'as runs of it took before'
      : told.share === 1
        ? 'as its first run took'
        : `from ${formatPercent(told.share)} of its first run`;
  const count = (value: number, noun: string): string => `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
  return [
    `${name}: ${count(points, 'point')} × ${count(variants, 'variant')} × ${count(replicates, 'seed')} = ${count(runs, 'run')}`,
    ...(known === 0
      ? []
      : [`${formatCount(known)} of them are in the store, ${formatCount(runs - known)} are missing`]),
    `about ${formatSpan(seconds)} with ${count(jobs, 'run')} at once (${formatSpan(secondsPerRun)} a run, ${how})`,
    `about ${bytesText(bytes)} on the disk`,
    `key ${key}; nothing was kept. Play it with: ebb sweep ${file}`,
    '',
  ].join('\n');
}
