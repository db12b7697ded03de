import { estimateText } from '@ebb/lab';
import type { VariantWidth } from '@ebb/lab';
import { formatCount } from '@ebb/results';

/** Says when a variant's interval was narrow enough, or that it never was, and what it is: the one above is for who looks once. */
export function widthText(
  { variant, replicates, reached, alike, estimate }: VariantWidth,
  atMost: number,
  unit: string | undefined,
): string {
  if (alike)
    return `${variant}: the same difference in all ${formatCount(replicates)} seeds; no more were played for it`;
  const sequence = `${estimateText(estimate, unit, 'difference')} by the confidence sequence, n ${formatCount(replicates)}`;
  return reached
    ? `${variant}: narrow enough after ${formatCount(replicates)} seeds: ${sequence}. It holds though it was looked at all the time; the table's interval and p, of all seeds that were played, do not`
    : `${variant}: not narrow enough after ${formatCount(atMost)} seeds, the most that were allowed: ${sequence}`;
}
