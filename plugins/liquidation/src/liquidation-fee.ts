import { isDrawable, isWholePpm, p, wholePpm } from '@ebb/sdk';
import type { Parameter, z } from '@ebb/sdk';

/** Declares the fee of a liquidation; a schema that has it is to be refined with `refuseSplitPpm`. */
export function feeParameter(usual: string | number): Parameter<number> {
  return p.fraction({
    describe: 'Share of the liquidated notional that goes to the insurance fund, out of what equity is left.',
    default: usual,
    min: 0,
    max: '10%',
  });
}

/** Refuses a written fee that is not a whole number of parts per million; one that is drawn is checked by `feePpmOf`. */
export function refuseSplitPpm({ fee }: { readonly fee: number }, context: z.RefinementCtx): void {
  if (isDrawable(fee) || isWholePpm(fee)) return;
  context.addIssue({ code: 'custom', message: 'a fee in whole parts per million (0.01 bp)', path: ['fee'] });
}

/** The fee in parts per million; throws a RangeError when it is not a whole number of them. */
export function feePpmOf({ fee }: { readonly fee: number }): number {
  return wholePpm(fee, 'the liquidation fee');
}
