import { normalCdf } from '../statistics/normal.ts';
import type { BreakpointTry } from './breakpoint-found.ts';
import { axisText } from './search-axis.ts';
import type { SearchAxis } from './search-axis.ts';

/** How unlikely a fall must be, over all pairs of values, to be told. */
const RISK = 0.01;

/**
 * Says that a share falls as the parameter grows, where it does so by more than chance: the steepest fall between two values, if a
 * one-sided test of two shares (pooled, A. Agresti, Categorical Data Analysis, 2013, section 3.2) holds after Bonferroni's
 * correction over the pairs. The runs have common seeds, which makes the test careful.
 */
export function fallOf(axis: SearchAxis, tries: readonly BreakpointTry[]): string | undefined {
  let worst: { readonly from: BreakpointTry; readonly to: BreakpointTry; readonly z: number } | undefined;
  for (const [k, from] of tries.entries()) {
    for (const to of tries.slice(k + 1)) {
      const pooled = (from.met + to.met) / (from.runs + to.runs);
      const spread = Math.sqrt(pooled * (1 - pooled) * (1 / from.runs + 1 / to.runs));
      const z = spread === 0 ? 0 : (from.share - to.share) / spread;
      if (z > (worst?.z ?? 0)) worst = { from, to, z };
    }
  }
  const pairs = (tries.length * (tries.length - 1)) / 2;
  if (worst === undefined || normalCdf(-worst.z) * pairs > RISK) return undefined;
  const { from, to } = worst;
  return (
    `The share does not only rise: it is ${percent(from.share)} at ${axisText(axis, from.value)} and ` +
    `${percent(to.share)} at ${axisText(axis, to.value)}, so this is the first crossing of several.`
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
