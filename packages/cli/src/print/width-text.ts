import type { VariantWidth } from '@ebb/lab';
import { formatCount } from '@ebb/results';

/** Says when a variant's interval was narrow enough, or that it never was. */
export function widthText({ variant, replicates, reached }: VariantWidth, atMost: number): string {
  return reached
    ? `${variant}: narrow enough after ${formatCount(replicates)} seeds; its interval by the confidence sequence holds though it was looked at all the time`
    : `${variant}: not narrow enough after ${formatCount(atMost)} seeds, the most that were allowed`;
}
