import type { MarkInputs } from '@ebb/sdk';

export const HOUR_MS = 3_600_000;

/** What a mark is made of: an index of 10,000, no book, no trade and no funding unless told otherwise. */
export function inputs(more: Partial<MarkInputs>): MarkInputs {
  return {
    index: 10_000,
    bid: NaN,
    ask: NaN,
    last: NaN,
    fundingRate: 0,
    untilFundingMs: 4 * HOUR_MS,
    fundingIntervalMs: 8 * HOUR_MS,
    nowMs: 0,
    ...more,
  };
}
