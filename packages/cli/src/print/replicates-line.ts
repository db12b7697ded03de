import type { ReplicateProgress } from '@ebb/lab';
import { leftText, thousands } from './progress-line.ts';

/** A line such as `5 of 16 runs, 1 failed · 36 % · 512 k events/s · 40 s left`. */
export function replicatesLine({ done, failed, total, share, events }: ReplicateProgress, seconds: number): string {
  const broken = failed === 0 ? '' : `, ${failed} failed`;
  const speed = seconds > 0 ? events / seconds : 0;
  const percent = `${Math.floor(share * 100)} %`;
  return `${done} of ${total} runs${broken} · ${percent} · ${thousands(speed)} events/s · ${leftText(share, seconds)}`;
}
