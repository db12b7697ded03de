import { estimateText } from '../compare/estimate-text.ts';
import { plainTable } from './plain-table.ts';
import type { SobolIndices } from './sobol-found.ts';

/** Sobol' indices for people: the axes by their total indices, the largest first; then pairs, the share of luck, and what to doubt. */
export function sobolText({ axes, pairs = [], luck, notes }: SobolIndices): string {
  const ranked = [...axes].sort((left, right) => right.total.value - left.total.value);
  const rows = ranked.map(({ name, first, total }) => [name, ...[first, total].map(shareText)]);
  const strongest = [...pairs].sort((left, right) => right.second.value - left.second.value);
  const pairRows = strongest.map(({ names, second }) => [names.join(' × '), shareText(second)]);
  return [
    plainTable(['axis', 'first', 'total'], rows),
    ...(pairRows.length > 0 ? [plainTable(['pair', 'second'], pairRows)] : []),
    ...(Number.isNaN(luck.value)
      ? []
      : [
          `Of the variance of a single run, ${estimateText(luck, 'fraction', 'value')} is luck; the indices divide the rest.`,
        ]),
    ...notes,
  ]
    .join('\n')
    .concat('\n');
}

function shareText(share: SobolIndices['luck']): string {
  // Nobody asks for more than four decimals of a share; what rounding leaves of nothing is nothing.
  const [value, low, high] = [share.value, share.low, share.high].map((each) => Math.round(each * 1e4) / 1e4);
  return estimateText({ value: value!, low: low!, high: high! }, undefined, 'value');
}
