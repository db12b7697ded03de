import type { PriceBand } from '@ebb/sdk';

/** A whole tick within this share counts as reached: decimal fractions are not whole in binary. */
const SLACK = 1e-12;

/**
 * The prices from `down` below to `up` above a reference (fractions of it; ticks, which may be broken): the lower end rounded
 * up and the upper end down, yet the whole ticks next to the reference are always in it, and none below 1. Null without a
 * reference (0 or NaN).
 */
export function bandAround(referenceTicks: number, down: number, up: number): PriceBand | null {
  if (!(referenceTicks > 0)) return null;
  const low = Math.ceil(referenceTicks * (1 - down) * (1 - SLACK));
  const high = Math.floor(referenceTicks * (1 + up) * (1 + SLACK));
  return {
    lowTicks: Math.max(1, Math.min(low, Math.floor(referenceTicks))),
    highTicks: Math.max(high, Math.ceil(referenceTicks)),
  };
}
