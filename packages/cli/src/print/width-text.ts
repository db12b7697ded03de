import type { VariantWidth } from '@ebb/lab';
import { formatCount } from '@ebb/results';

/** Says when a variant's interval was narrow enough, or that it never was. */
export function widthText({ variant, replicates, reached, alike }: VariantWidth, atMost: number): string {
  if (alike)
    return `${variant}: the same difference in all ${formatCount(replicates)} seeds; no more were played for it`;
  return reached
    ? `${variant}: narrow enough after ${formatCount(replicates)} seeds; its interval by the confidence sequence holds though it was looked at all the time`
    : `${variant}: not narrow enough after ${formatCount(atMost)} seeds, the most that were allowed`;
}
